import type { ModuleName } from '#domain/modules.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import type { Call } from '#platform/access/call.ts';
import { requireAtRoot } from '../access.ts';
import { listModules, lockOrganisation } from '../queries-company.ts';
import { leaveTraces } from '../setting-traces.ts';

/** Switches a part of Parley on or off for the company; what it holds stays and is there again when it comes back. */
export async function switchModule(call: Call, module: ModuleName, enabled: boolean): Promise<void> {
  requireAtRoot(call, 'settings.company.manage');
  await lockOrganisation(call);
  const current = (await listModules(call)).find((row) => row.module === module);
  if (current?.enabled === enabled) return;
  await call.database
    .insertInto('organisationModule')
    .values({ orgId: call.orgId, module, enabled })
    .onConflict((conflict) => conflict.columns(['orgId', 'module']).doUpdateSet({ enabled }))
    .execute();
  await bumpAccessVersion(call);
  leaveTraces(call, {
    section: 'modules',
    action: enabled ? 'module.enabled' : 'module.disabled',
    kind: 'module',
    before: { module, enabled: !enabled },
    after: { module, enabled },
  });
}
