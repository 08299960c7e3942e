import {
  type CustomField,
  type CustomFieldPatch,
  type CustomOption,
  definitionProblems,
} from '#domain/custom-fields.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { carriedOptions, makeShared, makeUnique } from '#records/custom-fields/unique.ts';
import { requireVersion } from '#records/read-record.ts';
import { lockCustomField } from '../queries.ts';
import { readDefault } from '../read-default.ts';
import { leaveTraces, requireDefining } from '../traces.ts';

const members = [
  'label',
  'labelAr',
  'options',
  'required',
  'unique',
  'searchable',
  'defaultValue',
  'helpText',
  'helpTextAr',
  'section',
  'sectionAr',
] as const;

/** The options as they will be: what a record carries stays, out of use, behind the others. */
async function optionsOf(
  call: Call,
  field: CustomField,
  given: readonly CustomOption[],
): Promise<CustomOption[]> {
  const next = given.map((option) => ({ ...option, labelAr: option.labelAr ?? null }));
  const gone = field.options.filter(({ value }) => !next.some((option) => option.value === value));
  if (gone.length === 0) return next;
  const carried = await carriedOptions(call, field);
  return [
    ...next,
    ...gone.filter(({ value }) => carried.has(value)).map((one) => ({ ...one, active: false })),
  ];
}

/** Changes what may change of a field: neither its key nor its type. Old records are not rewritten. */
export async function changeCustomField(
  call: Call,
  id: string,
  body: CustomFieldPatch,
  ifMatch: number | null,
): Promise<CustomField> {
  requireDefining(call);
  await lockOrganisation(call);
  const field = await lockCustomField(call, id);
  requireVersion(field, ifMatch);
  if (field.archivedAt !== null) {
    throw new Problem('archived', { detail: 'The field is archived; restore it first.' });
  }
  const { options, ...given } = body;
  const next: CustomField = {
    ...field,
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as typeof given),
    labelAr: given.labelAr === undefined ? field.labelAr : given.labelAr,
    ...(options ? { options: await optionsOf(call, field, options as CustomOption[]) } : {}),
  } as CustomField;
  const problems = definitionProblems(next);
  if (problems.length > 0) throw invalidFields(problems);
  next.defaultValue = readDefault(next, next.defaultValue);
  const changed = members.filter((name) => canonicalJson(field[name]) !== canonicalJson(next[name]));
  if (changed.length === 0) return field;
  if (next.unique && !field.unique) await makeUnique(call, next);
  if (!next.unique && field.unique) await makeShared(call, next);
  next.version = field.version + 1;
  const { defaultValue } = next;
  await call.database
    .updateTable('customField')
    .set({
      label: next.label,
      labelAr: next.labelAr,
      options: JSON.stringify(next.options),
      required: next.required,
      isUnique: next.unique,
      searchable: next.searchable,
      defaultValue: defaultValue === null ? null : JSON.stringify(defaultValue),
      helpText: next.helpText,
      helpTextAr: next.helpTextAr,
      section: next.section,
      sectionAr: next.sectionAr,
      version: next.version,
      updatedAt: instant(call),
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const only = (of: CustomField) => Object.fromEntries(changed.map((name) => [name, of[name]]));
  await leaveTraces(call, { action: 'updated', field, before: only(field), after: only(next) });
  return next;
}
