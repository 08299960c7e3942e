import { type Expression, type SqlBool, sql } from 'kysely';
import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import { quoteKind } from '#features/quotes/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import { capabilityOf, type RecordKind } from '#records/kind.ts';
import { listConditions } from '#records/list-conditions.ts';

export const mostPeople = 200;
const mostAccounts = 200;
const deepest = 20;

/** The condition that leaves of a table only what the actor may see. */
function seen(call: Call, kind: RecordKind) {
  return reachCondition(call, capabilityOf(kind, 'view'), kind.table) ?? sql<SqlBool>`true`;
}

/**
 * Who is who at the customer: every contact with the role they play, when they were last spoken to, and how many open
 * opportunities and live quotes that the actor may see name them. The primary contact first.
 */
export async function findPeople(call: Call, accountId: string) {
  if (!holds(call, capabilityOf(contactKind, 'view'))) return null;
  const conditions = await listConditions(call, contactKind, { accountId: [accountId] });
  const { rows } = await sql<Record<string, unknown>>`
    select contact.id, contact.display_name as name, contact.job_title, contact.role, contact.status, contact.is_primary,
      contact.email, contact.phone, contact.mobile, contact.last_contacted_at, contact.email_opt_in, contact.sms_opt_in,
      (select count(*) from opportunity where opportunity.org_id = contact.org_id
        and opportunity.contact_id = contact.id and opportunity.archived_at is null
        and opportunity.stage not in ('won', 'lost') and ${seen(call, opportunityKind)}) as open_opportunities,
      (select count(*) from quote where quote.org_id = contact.org_id and quote.contact_id = contact.id
        and quote.archived_at is null and quote.status in ('draft', 'sent', 'viewed')
        and ${seen(call, quoteKind)}) as open_quotes
    from contact where ${sql.join(conditions, sql` and `) as unknown as Expression<SqlBool>}
    order by contact.is_primary desc, contact.display_name, contact.id limit ${mostPeople}`.execute(
    call.database,
  );
  return rows.map((row) => ({
    ...row,
    openOpportunities: Number(row.openOpportunities),
    openQuotes: Number(row.openQuotes),
  }));
}

/**
 * The accounts above this one up to the topmost, and all below that one, as far as the actor may see them; each names its
 * parent, so that they can be drawn as a tree. Capped; circles cannot be.
 */
export async function findFamily(call: Call, accountId: string) {
  const reach = reachCondition(call, capabilityOf(accountKind, 'view'), 'account');
  const visible = reach ? sql`and ${reach}` : sql``;
  const { rows } = await sql<{ id: string; name: string; status: string; parentId: string | null }>`
    with recursive above as (
      select id, parent_account_id, 0 as depth from account
      where org_id = ${call.orgId} and id = ${accountId} ${visible}
      union all
      select account.id, account.parent_account_id, above.depth + 1 from account join above on account.id = above.parent_account_id
      where account.org_id = ${call.orgId} and above.depth < ${deepest} ${visible}
    ), family as (
      (select above.id, 0 as depth from above order by above.depth desc limit 1)
      union all
      select account.id, family.depth + 1 from account join family on account.parent_account_id = family.id
      where account.org_id = ${call.orgId} and account.archived_at is null and family.depth < ${deepest} ${visible}
    )
    select account.id, account.name, account.status, account.parent_account_id as parent_id
    from family join account on account.org_id = ${call.orgId} and account.id = family.id
    order by family.depth, account.name, account.id limit ${mostAccounts}`.execute(call.database);
  const known = new Set(rows.map(({ id }) => id));
  // A parent that the actor may not see is as good as none.
  return rows.map(({ parentId, ...row }) => ({
    ...row,
    parentId: parentId && known.has(parentId) ? parentId : null,
  }));
}
