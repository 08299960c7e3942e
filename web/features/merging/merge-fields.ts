import type { MergeKindName } from '#domain/merging.ts';
import type { Field, FieldGroup } from '#web/components/form/field.ts';
import { recordGroups as accountGroups } from '#web/features/accounts/account-fields.ts';
import { contactGroups } from '#web/features/contacts/contact-fields.ts';
import { recordGroups as leadGroups } from '#web/features/leads/lead-fields.ts';
import type { MergePreview } from './wire.ts';

const groups: Record<MergeKindName, FieldGroup[]> = {
  account: accountGroups,
  contact: contactGroups,
  lead: leadGroups,
};

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

/** The fields in which both say something and not the same: there somebody has to choose. */
export function contested(kind: MergeKindName, { target, source, fields }: MergePreview): Field[] {
  return groups[kind]
    .flatMap((group) => group.fields)
    .filter(
      ({ key }) =>
        fields.includes(key) &&
        !isEmpty(target[key]) &&
        !isEmpty(source[key]) &&
        JSON.stringify(target[key]) !== JSON.stringify(source[key]),
    );
}
