import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';

export type Colleague = { name: string; email: string; roleKey: string; nodeId: string; scopePath: string };

/** Adds a member who owns records but cannot sign in: for demo data. Returns the member's id. */
export async function addColleague(
  call: Call,
  { name, email, roleKey, nodeId, scopePath }: Colleague,
): Promise<string> {
  const { orgId, database } = call;
  const id = newId(call.now.getTime());
  const at = instant(call);
  const role = await database
    .selectFrom('role')
    .select('id')
    .where('orgId', '=', orgId)
    .where('builtIn', '=', roleKey as never)
    .executeTakeFirstOrThrow();
  await database
    .insertInto('member')
    .values({ orgId, id, name, email, homeNodeId: nodeId, createdAt: at, updatedAt: at })
    .execute();
  await database
    .insertInto('roleAssignment')
    .values({ orgId, id: newId(call.now.getTime()), memberId: id, roleId: role.id, nodeId, createdAt: at })
    .execute();
  await bumpAccessVersion(call);
  audit(call, {
    action: 'member.added',
    recordKind: 'member',
    recordId: id,
    scopePath,
    after: { name, email, role: roleKey },
  });
  return id;
}
