import { asAdmin } from '#test/build/services.ts';

// What a mere look changes: when a key was used last, how often somebody tried to sign in.
const leftOut = ['api_key', 'auth_attempt', 'auth_session', 'auth_verification'];
const statements = new Map<string, Promise<string>>();

async function statementFor(adminUrl: string): Promise<string> {
  const tables = await asAdmin<{ name: string }>(
    adminUrl,
    `select c.relname::text as name from pg_class c
     where c.relnamespace = 'parley'::regnamespace and c.relkind = 'r' and c.relname <> all ($1) order by 1`,
    [leftOut],
  );
  const one = ({ name }: { name: string }) =>
    `select '${name}' as name,
       count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as holds from ${name} t`;
  return tables.map(one).join(' union all ');
}

/** What every table holds, as one line each: how many rows, and a sum over all that stands in them. */
export async function digestOf(adminUrl: string): Promise<Record<string, string>> {
  const statement = statements.get(adminUrl) ?? statementFor(adminUrl);
  statements.set(adminUrl, statement);
  const rows = await asAdmin<{ name: string; holds: string }>(adminUrl, await statement);
  return Object.fromEntries(rows.map(({ name, holds }) => [name, holds]));
}
