import { z } from 'zod';
import {
  customFieldCreate,
  customFieldKinds,
  customFieldOrder,
  customFieldPatch,
  customFieldTypes,
} from '#domain/custom-fields.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { allCustomFieldsOf } from '#records/custom-fields/definitions.ts';
import { describeCustomFields } from '#records/custom-fields/describe.ts';
import { countCarriers } from '#records/custom-fields/unique.ts';
import { idParams } from '#records/record-endpoints.ts';
import { archiveCustomField, restoreCustomField } from './operations/archive-custom-field.ts';
import { changeCustomField } from './operations/change-custom-field.ts';
import { createCustomField } from './operations/create-custom-field.ts';
import { orderCustomFields } from './operations/order-custom-fields.ts';
import { getCustomField, listCustomFields } from './queries.ts';

const words = z.string().nullable();

const answer = z.object({
  id: z.uuid(),
  kind: z.enum(customFieldKinds),
  key: z.string(),
  label: z.string(),
  labelAr: words,
  type: z.enum(customFieldTypes),
  linkTo: z.enum(customFieldKinds).nullable(),
  options: z.array(z.object({ value: z.string(), label: z.string(), labelAr: words, active: z.boolean() })),
  required: z.boolean(),
  unique: z.boolean(),
  searchable: z.boolean(),
  defaultValue: z.unknown(),
  helpText: words,
  helpTextAr: words,
  section: words,
  sectionAr: words,
  position: z.int(),
  version: z.int(),
  archivedAt: z.iso.datetime().nullable(),
});
const items = z.object({ items: z.array(answer) });
const kindQuery = z.strictObject({ kind: z.enum(customFieldKinds).optional() });

const common = { tag: 'custom fields' } as const;
const change = { ...common, capability: 'crm.settings.manage' } as const;
const one = { ...change, path: '/custom-fields/:id', params: idParams } as const;

const listed = async (call: Call, kinds: readonly (typeof customFieldKinds)[number][]) => {
  const fields = await Promise.all(kinds.map((kind) => allCustomFieldsOf(call, kind)));
  return { items: fields.flat() };
};

export const customFieldEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/custom-fields',
    summary: 'List the fields that the company has added to its records, in their order, archived ones too.',
    access: 'read',
    query: kindQuery,
    answer: items,
    run: (call, { query }) => listed(call, query.kind ? [query.kind] : customFieldKinds),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/custom-fields/openapi',
    summary: "The company's own fields, typed, as schemas of an OpenAPI 3.1 document.",
    access: 'read',
    answer: z.looseObject({ openapi: z.string(), components: z.unknown() }),
    run: (call) => describeCustomFields(call),
  }),
  endpoint({
    ...change,
    method: 'POST',
    path: '/custom-fields',
    summary: 'Add a field to a kind of record.',
    access: 'write',
    body: customFieldCreate,
    answer,
    status: 201,
    run: (call, { body }) => createCustomField(call, body),
  }),
  endpoint({
    ...change,
    method: 'PUT',
    path: '/custom-fields/order',
    summary: 'Put the fields of a kind into another order and into sections.',
    access: 'write',
    body: customFieldOrder,
    answer: items,
    run: async (call, { body }) => {
      await orderCustomFields(call, body);
      return { items: await listCustomFields(call, body.kind) };
    },
  }),
  endpoint({
    ...one,
    method: 'GET',
    summary: 'Read a field, with the number of records that have a value of it.',
    access: 'read',
    answer: answer.extend({ records: z.object({ value: z.int(), exact: z.boolean() }) }),
    run: async (call, { params }) => ({
      ...(await getCustomField(call, params.id)),
      records: await countCarriers(call, params.id),
    }),
  }),
  endpoint({
    ...one,
    method: 'PATCH',
    summary: 'Change a field; its kind, key and type stay.',
    access: 'write',
    body: customFieldPatch,
    answer,
    run: (call, { params, body, ifMatch }) => changeCustomField(call, params.id, body, ifMatch),
  }),
  endpoint({
    ...one,
    method: 'DELETE',
    summary: 'Archive a field: it is hidden, and its values are kept.',
    access: 'write',
    answer,
    run: (call, { params, ifMatch }) => archiveCustomField(call, params.id, ifMatch),
  }),
  endpoint({
    ...one,
    path: '/custom-fields/:id/restore',
    method: 'POST',
    summary: 'Show an archived field again, with the values it had.',
    access: 'write',
    answer,
    run: (call, { params, ifMatch }) => restoreCustomField(call, params.id, ifMatch),
  }),
];
