import {
  type CustomField,
  type CustomFieldCreate,
  type CustomOption,
  mostCustomFields,
} from '#domain/custom-fields.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { listCustomFields } from '../queries.ts';
import { readDefault } from '../read-default.ts';
import { leaveTraces, requireDefining } from '../traces.ts';

/** Adds a field to a kind of record, behind the others. Old records simply have no value of it. */
export async function createCustomField(call: Call, body: CustomFieldCreate): Promise<CustomField> {
  requireDefining(call);
  await lockOrganisation(call);
  const others = await listCustomFields(call, body.kind);
  if (others.some(({ key }) => key === body.key)) {
    throw new Problem('already_exists', {
      detail: `The kind has a field "${body.key}" already.`,
      errors: [fieldProblem('key', 'already_exists')],
    });
  }
  if (others.length >= mostCustomFields) {
    throw invalidFields([fieldProblem('', 'too_many', { max: mostCustomFields })]);
  }
  const field: CustomField = {
    id: newId(call.now.getTime()),
    kind: body.kind,
    key: body.key,
    label: body.label,
    labelAr: body.labelAr ?? null,
    type: body.type,
    linkTo: body.linkTo ?? null,
    options: (body.options ?? []) as CustomOption[],
    required: body.required ?? false,
    unique: body.unique ?? false,
    searchable: body.searchable ?? false,
    defaultValue: null,
    helpText: body.helpText ?? null,
    helpTextAr: body.helpTextAr ?? null,
    section: body.section ?? null,
    sectionAr: body.sectionAr ?? null,
    position: (others.at(-1)?.position ?? 0) + 10,
    version: 1,
    archivedAt: null,
  };
  field.options = field.options.map((option) => ({ ...option, labelAr: option.labelAr ?? null }));
  field.defaultValue = readDefault(field, body.defaultValue);
  const { unique, options, defaultValue, ...columns } = field;
  const at = instant(call);
  await call.database
    .insertInto('customField')
    .values({
      ...columns,
      isUnique: unique,
      options: JSON.stringify(options),
      defaultValue: defaultValue === null ? null : JSON.stringify(defaultValue),
      orgId: call.orgId,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  await leaveTraces(call, { action: 'created', field, after: field });
  return field;
}
