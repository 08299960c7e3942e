import { notFound } from '#domain/problems.ts';
import type { BrandingPatch } from '#domain/templates.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import type { ReceivedFile } from '#platform/http/endpoint.ts';
import { requireVersion } from '#records/read-record.ts';
import { nodesOf } from '#records/scope.ts';
import { findBranding } from '../queries-branding.ts';

/** Refuses unless the node is an entity or the organisation, and one may change how its documents look. */
export async function requireBrandingOf(call: Call, nodeId: string): Promise<void> {
  const node = (await nodesOf(call)).get(nodeId);
  if (!node || !['organisation', 'entity'].includes(node.level)) throw notFound('entity');
  requireAt(call, 'settings.templates.manage', node.path);
}

async function write(
  call: Call,
  nodeId: string,
  columns: object,
  traces: { before: unknown; after: unknown },
) {
  const updatedAt = instant(call);
  await call.database
    .insertInto('documentBranding')
    .values({ orgId: call.orgId, nodeId, footer: JSON.stringify({}), ...columns, updatedAt })
    .onConflict((conflict) =>
      conflict.columns(['orgId', 'nodeId']).doUpdateSet((set) => ({
        ...columns,
        updatedAt,
        version: set('documentBranding.version', '+', 1),
      })),
    )
    .execute();
  audit(call, { action: 'settings.branding.updated', recordKind: 'branding', recordId: nodeId, ...traces });
  announce(call, { type: 'settings.changed', payload: { section: 'templates' } });
}

/** Changes the line at the foot of every page of an entity's documents, or of the company's. */
export async function changeBranding(
  call: Call,
  nodeId: string,
  { footer }: BrandingPatch,
  ifMatch: number | null,
): Promise<void> {
  await requireBrandingOf(call, nodeId);
  const row = await findBranding(call, nodeId);
  requireVersion({ version: row?.version ?? 0 }, ifMatch);
  const traces = { before: { footer: row?.footer ?? {} }, after: { footer } };
  await write(call, nodeId, { footer: JSON.stringify(footer) }, traces);
}

/**
 * Gives a place the logo that was uploaded, or with null takes it away. The old one stays in the store: documents that were
 * sent show it.
 */
export async function changeLogo(
  call: Call,
  nodeId: string,
  logo: { file: ReceivedFile; contentType: 'image/png' | 'image/jpeg' } | null,
): Promise<void> {
  await requireBrandingOf(call, nodeId);
  const row = await findBranding(call, nodeId);
  if (!row?.logoKey && !logo) return;
  const columns = {
    logoKey: logo?.file.key ?? null,
    logoType: logo?.contentType ?? null,
    logoSize: logo ? BigInt(logo.file.size) : null,
  };
  const traces = { before: { logo: row?.logoKey ? true : null }, after: { logo: logo?.file.sha256 ?? null } };
  await write(call, nodeId, columns, traces);
}
