import type { Call } from '#platform/access/call.ts';

/** Whether a mail would be sent now, rather than simulated: by the company's own mail server or the installation's. */
export async function emailReady(call: Call): Promise<boolean> {
  if (call.hasMailServer) return true;
  const row = await call.database
    .selectFrom('emailSetting')
    .select('orgId')
    .where('orgId', '=', call.orgId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a text message would be sent now, rather than simulated. */
export async function smsReady(call: Call): Promise<boolean> {
  const row = await call.database
    .selectFrom('smsSetting')
    .select('orgId')
    .where('orgId', '=', call.orgId)
    .executeTakeFirst();
  return row !== undefined;
}
