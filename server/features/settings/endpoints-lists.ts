import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import {
  type OptionList,
  optionCreate,
  optionLists,
  optionPatch,
  orderBody,
  paymentTermCreate,
  paymentTermPatch,
  taxRateCreate,
  taxRatePatch,
} from '#domain/settings.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { changeOrderedSetting } from './operations/change-ordered-setting.ts';
import { createOrderedSetting, type SettingValues } from './operations/create-ordered-setting.ts';
import { orderSettings } from './operations/order-settings.ts';
import { removeOrderedSetting } from './operations/remove-ordered-setting.ts';
import { type OrderedSetting, optionsOf, paymentTerms, taxRates } from './ordered-settings.ts';
import { presentOptionList, presentSetting } from './present.ts';
import { listAllOptions, listSettings } from './queries-lists.ts';
import {
  itemsOf,
  optionAnswer,
  optionListAnswer,
  paymentTermAnswer,
  removalAnswer,
  taxRateAnswer,
} from './schemas.ts';

const listParams = z.object({ name: z.enum(optionLists) });
const optionParams = z.object({ name: z.enum(optionLists), id: uuid });

async function removal(call: Call, setting: OrderedSetting, id: string, ifMatch: number | null) {
  const kept = await removeOrderedSetting(call, setting, id, ifMatch);
  return { removed: kept === null, item: kept && presentSetting(kept) };
}

async function optionList(call: Call, name: OptionList) {
  return presentOptionList(name, await listSettings(call, optionsOf(name)));
}

const optionCommon = { tag: 'option lists' } as const;
const optionChange = { ...optionCommon, capability: 'crm.settings.manage' } as const;

const optionEndpoints: Endpoint[] = [
  endpoint({
    ...optionCommon,
    method: 'GET',
    path: '/option-lists',
    summary: 'Read every option list.',
    access: 'read',
    answer: itemsOf(optionListAnswer),
    run: async (call) => {
      const byList = Map.groupBy(await listAllOptions(call), ({ list }) => list);
      return { items: optionLists.map((name) => presentOptionList(name, byList.get(name) ?? [])) };
    },
  }),
  endpoint({
    ...optionCommon,
    method: 'GET',
    path: '/option-lists/:name',
    summary: 'Read an option list in its order, options out of use included.',
    access: 'read',
    params: listParams,
    answer: optionListAnswer,
    run: async (call, { params }) => optionList(call, params.name),
  }),
  endpoint({
    ...optionChange,
    method: 'POST',
    path: '/option-lists/:name/values',
    summary: 'Add an option to a list.',
    access: 'write',
    params: listParams,
    body: optionCreate,
    answer: optionAnswer,
    status: 201,
    run: async (call, { params, body }) =>
      presentSetting(await createOrderedSetting(call, optionsOf(params.name), body)),
  }),
  endpoint({
    ...optionChange,
    method: 'PATCH',
    path: '/option-lists/:name/values/:id',
    summary: 'Change the labels of an option, or take it out of use.',
    access: 'write',
    params: optionParams,
    body: optionPatch,
    answer: optionAnswer,
    run: async (call, { params, body, ifMatch }) =>
      presentSetting(await changeOrderedSetting(call, optionsOf(params.name), params.id, body, ifMatch)),
  }),
  endpoint({
    ...optionChange,
    method: 'DELETE',
    path: '/option-lists/:name/values/:id',
    summary: 'Remove an option; one that records carry is taken out of use instead.',
    access: 'write',
    params: optionParams,
    answer: removalAnswer(optionAnswer),
    run: (call, { params, ifMatch }) => removal(call, optionsOf(params.name), params.id, ifMatch),
  }),
  endpoint({
    ...optionChange,
    method: 'PUT',
    path: '/option-lists/:name/order',
    summary: 'Put a list into another order.',
    access: 'write',
    params: listParams,
    body: orderBody,
    answer: optionListAnswer,
    run: async (call, { params, body }) => {
      await orderSettings(call, optionsOf(params.name), body.ids);
      return optionList(call, params.name);
    },
  }),
];

type Shapes = { path: string; words: string; create: z.ZodType; patch: z.ZodType; item: z.ZodType };

/** What tax rates and payment terms have in common: a list in an order, one of them the default. */
function orderedEndpoints(setting: OrderedSetting, { path, words, create, patch, item }: Shapes): Endpoint[] {
  const common = { tag: words } as const;
  const change = { ...common, capability: setting.capability } as const;
  const list = async (call: Call) => ({ items: (await listSettings(call, setting)).map(presentSetting) });
  return [
    endpoint({
      ...common,
      method: 'GET',
      path,
      summary: `List the ${words} in their order.`,
      access: 'read',
      answer: itemsOf(item),
      run: list,
    }),
    endpoint({
      ...change,
      method: 'POST',
      path,
      summary: `Add one of the ${words}.`,
      access: 'write',
      body: create,
      answer: item,
      status: 201,
      run: async (call, { body }) =>
        presentSetting(await createOrderedSetting(call, setting, body as SettingValues)),
    }),
    endpoint({
      ...change,
      method: 'PATCH',
      path: `${path}/:id`,
      summary: `Change one of the ${words}; documents keep what they were written with.`,
      access: 'write',
      params: idParams,
      body: patch,
      answer: item,
      run: async (call, { params, body, ifMatch }) =>
        presentSetting(await changeOrderedSetting(call, setting, params.id, body as SettingValues, ifMatch)),
    }),
    endpoint({
      ...change,
      method: 'DELETE',
      path: `${path}/:id`,
      summary: `Remove one of the ${words}; one that records carry is taken out of use instead.`,
      access: 'write',
      params: idParams,
      answer: removalAnswer(item),
      run: (call, { params, ifMatch }) => removal(call, setting, params.id, ifMatch),
    }),
    endpoint({
      ...change,
      method: 'PUT',
      path: `${path}/order`,
      summary: `Put the ${words} into another order.`,
      access: 'write',
      body: orderBody,
      answer: itemsOf(item),
      run: async (call, { body }) => {
        await orderSettings(call, setting, body.ids);
        return list(call);
      },
    }),
  ];
}

export const listEndpoints: Endpoint[] = [
  ...optionEndpoints,
  ...orderedEndpoints(taxRates, {
    path: '/tax-rates',
    words: 'tax rates',
    create: taxRateCreate,
    patch: taxRatePatch,
    item: taxRateAnswer,
  }),
  ...orderedEndpoints(paymentTerms, {
    path: '/payment-terms',
    words: 'payment terms',
    create: paymentTermCreate,
    patch: paymentTermPatch,
    item: paymentTermAnswer,
  }),
];
