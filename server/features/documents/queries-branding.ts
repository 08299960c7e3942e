import { findEntity } from '#features/settings/queries-company.ts';
import type { Call } from '#platform/access/call.ts';
import { entityIdAt, nodesOf } from '#records/scope.ts';
import type { DocumentBranding, Translated } from './content.ts';

/** The logo and the footer that are kept at a node, an entity or the organisation. */
export function findBranding(call: Call, nodeId: string) {
  return call.database
    .selectFrom('documentBranding')
    .select(['nodeId', 'logoKey', 'logoType', 'logoSize', 'footer', 'version'])
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .executeTakeFirst();
}

async function rootOf(call: Call): Promise<string | null> {
  const nodes = await nodesOf(call);
  return [...nodes.values()].find(({ level }) => level === 'organisation')?.id ?? null;
}

const hasText = (text: Translated) => Boolean(text.en || text.ar);

/** How documents of a node look: as its entity says and, for what that leaves open, as the organisation does. */
export async function brandingFor(call: Call, nodeId: string): Promise<DocumentBranding> {
  const entityId = await entityIdAt(call, nodeId);
  const rootId = await rootOf(call);
  const entity = entityId === null ? undefined : await findEntity(call, entityId);
  const own = entityId === null ? undefined : await findBranding(call, entityId);
  const common = rootId === null ? undefined : await findBranding(call, rootId);
  const logo = own?.logoKey ? own : common;
  const footer = (own?.footer ?? {}) as Translated;
  return {
    logo: logo?.logoKey ? { key: logo.logoKey, contentType: logo.logoType as 'image/png' } : null,
    accent: entity?.accentColour ?? null,
    footer: hasText(footer) ? footer : ((common?.footer ?? {}) as Translated),
    bankDetails: entity?.bankDetails ?? null,
  };
}
