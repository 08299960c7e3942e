import type { CustomField, CustomFieldOrder } from '#domain/custom-fields.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { listCustomFields } from '../queries.ts';
import { leaveTraces, requireDefining } from '../traces.ts';

const step = 10;

function refuseOthers(live: readonly CustomField[], ids: readonly string[]): void {
  const errors = ids.flatMap((id, index) => {
    const path = `fields.${index}.id`;
    if (!live.some((field) => field.id === id)) return [fieldProblem(path, 'not_found')];
    return ids.indexOf(id) < index ? [fieldProblem(path, 'duplicate')] : [];
  });
  if (errors.length === 0 && ids.length < live.length) {
    errors.push(fieldProblem('fields', 'too_few', { min: live.length }));
  }
  if (errors.length > 0) throw invalidFields(errors);
}

/** Puts the live fields of a kind into another order and into their sections; each must be named once. */
export async function orderCustomFields(call: Call, { kind, fields }: CustomFieldOrder): Promise<void> {
  requireDefining(call);
  await lockOrganisation(call);
  const live = (await listCustomFields(call, kind)).filter(({ archivedAt }) => archivedAt === null);
  refuseOthers(
    live,
    fields.map(({ id }) => id),
  );
  let moved = 0;
  for (const [index, { id, section = null, sectionAr = null }] of fields.entries()) {
    const field = live.find((one) => one.id === id);
    const position = (index + 1) * step;
    if (!field) continue;
    if (field.position === position && field.section === section && field.sectionAr === sectionAr) continue;
    moved += 1;
    await call.database
      .updateTable('customField')
      .set({ position, section, sectionAr, version: field.version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
  }
  if (moved === 0) return;
  const places = (of: readonly { id: string; section?: string | null }[]) =>
    of.map(({ id, section = null }) => ({ id, section }));
  await leaveTraces(call, {
    action: 'ordered',
    before: { kind, fields: places(live) },
    after: { kind, fields: places(fields) },
  });
}
