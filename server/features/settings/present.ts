import type { Selectable } from 'kysely';
import { formatDocumentNumber, type NumberedDocument, numberedDocuments } from '#domain/numbering.ts';
import { freeEntryLists, type OptionList } from '#domain/settings.ts';
import { today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import type {
  AuditEntryTable,
  EntityTable,
  ExchangeRateTable,
  NumberSeriesTable,
  OrganisationTable,
} from '#platform/database/row-types.generated.ts';
import { withoutPadding } from '#records/columns.ts';
import { defaultPatterns, mainSeries } from '#records/numbering.ts';
import { canUse, type Node, nodesOf } from '#records/scope.ts';
import { maySeeNode } from './access.ts';
import { hasSeries } from './operations/change-numbering.ts';
import type { SettingRow } from './ordered-settings.ts';

export function presentOrganisation(row: Selectable<OrganisationTable>) {
  const { orgId: id, name, currency, country, timeZone, locale, version, createdAt, updatedAt } = row;
  return { id, name, currency, country, timeZone, locale, version, createdAt, updatedAt };
}

export function presentEntity(node: Node, row: Selectable<EntityTable>) {
  const { orgId: _, nodeId, street, city, region, postalCode, country, ...plain } = row;
  const address = { street, city, region, postalCode, country };
  return {
    id: nodeId,
    nodeId,
    name: node.name,
    ...plain,
    address: Object.values(address).some((member) => member !== null) ? address : null,
    archivedAt: node.archivedAt,
  };
}

export function presentNode(call: Call, node: Node) {
  const { id, level, name, parentId, path, version, archivedAt } = node;
  return { id, level, name, parentId, path, version, archivedAt, canUse: canUse(call, path) };
}

/** The nodes that the actor may use, and those above them; nothing tells of the ones beside. */
export async function presentNodes(call: Call) {
  const nodes = [...(await nodesOf(call)).values()];
  return nodes.filter(({ path }) => maySeeNode(call, path)).map((node) => presentNode(call, node));
}

export function presentSetting(row: SettingRow) {
  const { id, version, createdAt, updatedAt, active, sortOrder } = row;
  const kept = { active, sortOrder, version, createdAt, updatedAt };
  if (row.value !== undefined) {
    return { id, value: row.value, label: row.label, labelAr: row.labelAr ?? null, ...kept };
  }
  const figure = row.rate === undefined ? { days: row.days } : { rate: withoutPadding(row.rate) };
  return { id, name: row.name, ...figure, isDefault: row.isDefault, ...kept };
}

export function presentOptionList(name: OptionList, rows: readonly SettingRow[]) {
  return { name, freeEntry: freeEntryLists.includes(name), items: rows.map(presentSetting) };
}

export function presentExchangeRate(row: Selectable<ExchangeRateTable>) {
  const { id, rateDate: date, fromCurrency: from, toCurrency: to, rate, version, createdAt, updatedAt } = row;
  return { id, date, from, to, rate: withoutPadding(rate), version, createdAt, updatedAt };
}

/** Every series that the actor may see, with the number that it would give today. */
export async function presentNumbering(call: Call, rows: readonly Selectable<NumberSeriesTable>[]) {
  const main = rows.filter(({ code }) => code === mainSeries);
  const used = new Map(main.map((row) => [`${row.nodeId} ${row.document}`, row]));
  const nodes = (await nodesOf(call)).values().filter((node) => maySeeNode(call, node.path));
  return nodes
    .filter((node) => node.archivedAt === null)
    .flatMap((node) =>
      numberedDocuments
        .filter((document) => hasSeries(node, document))
        .map((document) => presentSeries(call, node, document, used.get(`${node.id} ${document}`))),
    )
    .toArray();
}

function presentSeries(
  call: Call,
  node: Node,
  document: NumberedDocument,
  row: Selectable<NumberSeriesTable> | undefined,
) {
  const pattern = row?.pattern ?? defaultPatterns[document];
  const next = row?.nextNumber ?? 1n;
  return {
    nodeId: node.id,
    nodeName: node.name,
    document,
    pattern,
    nextNumber: Number(next),
    preview: formatDocumentNumber(pattern, next, today(call.now, call.timeZone)),
    version: row?.version ?? 1,
  };
}

export function presentAuditEntry(row: Selectable<AuditEntryTable>) {
  const {
    orgId: _,
    position,
    actorKind,
    actorId,
    actorName,
    scopePath: __,
    previousHash: ___,
    ...plain
  } = row;
  return { position: Number(position), ...plain, actor: { kind: actorKind, id: actorId, name: actorName } };
}
