import { type Call, instant } from '#platform/access/call.ts';

/** Notes on a link that a person has looked at its record. Answers whether that was the first time. */
export async function countView(call: Call, linkId: string): Promise<boolean> {
  const at = instant(call);
  const { viewCount } = await call.database
    .updateTable('publicLink')
    .set(({ fn, eb, val }) => ({
      viewCount: eb('viewCount', '+', 1),
      firstViewedAt: fn.coalesce('firstViewedAt', val(at)),
      lastViewedAt: at,
    }))
    .where('orgId', '=', call.orgId)
    .where('id', '=', linkId)
    .returning('viewCount')
    .executeTakeFirstOrThrow();
  return viewCount === 1;
}
