import { customFieldKinds } from '#domain/custom-fields.ts';
import type { Invariant } from './invariant.ts';

const truth = customFieldKinds
  .map(
    (
      kind,
    ) => `select r.org_id, r.id as record_id, f.id as field_id, f.type, r.scope_path, r.custom -> f.key as value
      from ${kind} r join custom_field f on f.org_id = r.org_id and f.kind = '${kind}' where r.custom ? f.key`,
  )
  .join(' union all ');

const plain = `value #>> '{}'`;
const folded = `left(lower(${plain}), 200)`;
const expected = `
  select org_id, record_id, field_id, scope_path, 0 as ordinal,
    case when type in ('text', 'url', 'email', 'phone') then ${folded} when type in ('choice', 'boolean') then ${plain}
      when type = 'money' then value ->> 'currency' end as text_value,
    (case when type = 'number' then (${plain})::numeric when type = 'money' then (value ->> 'amount')::numeric end
      * 10000)::bigint as number_value,
    case when type = 'date' then (${plain})::date end as date_value,
    case when type in ('member', 'link') then (${plain})::uuid end as uuid_value
  from truth where type <> 'multiChoice'
  union all
  select org_id, record_id, field_id, scope_path, item.at - 1, item.value, null, null, null
  from truth, jsonb_array_elements_text(case when type = 'multiChoice' then value else '[]' end)
    with ordinality as item (value, at)`;

const columns = ['scope_path', 'text_value', 'number_value', 'date_value', 'uuid_value'];

/** What lists filter custom fields by is what the records say. */
export const customInvariant: Invariant = {
  id: 'CUSTOM-4',
  sql: `with truth as (${truth}), expected as (${expected})
    select 'custom value of ' || coalesce(e.record_id, v.record_id) as place
    from expected e full join custom_value v
      on (e.org_id, e.record_id, e.field_id, e.ordinal) = (v.org_id, v.record_id, v.field_id, v.ordinal)
    where e.record_id is null or v.record_id is null
      or ${columns.map((name) => `e.${name} is distinct from v.${name}`).join(' or ')}`,
  broken: [`update custom_value set number_value = number_value + 1`],
};
