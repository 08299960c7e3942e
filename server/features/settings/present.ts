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

type SeriesRow = Selectable<NumberSeriesTable>;

/** Every series that the actor may see, with the number that it would give today: of each document the main one first. */
export async function presentNumbering(call: Call, rows: readonly SeriesRow[]) {
  const nodes = (await nodesOf(call)).values().filter((node) => maySeeNode(call, node.path));
  return nodes
    .filter((node) => node.archivedAt === null)
    .flatMap((node) =>
      numberedDocuments
        .filter((document) => hasSeries(node, document))
        .flatMap((document) => seriesAt(call, node, document, rows)),
    )
    .toArray();
}

function seriesAt(call: Call, node: Node, document: NumberedDocument, rows: readonly SeriesRow[]) {
  const own = rows.filter((row) => row.nodeId === node.id && row.document === document);
  const main = own.find(({ code }) => code === mainSeries);
  const others = own
    .filter(({ code }) => code !== mainSeries)
    .sort((one, other) => (one.code < other.code ? -1 : 1));
  const mainIsDefault = others.every(({ isDefault }) => !isDefault);
  return [
    { ...presentSeries(call, node, document, main), isDefault: mainIsDefault },
    ...others.map((row) => presentSeries(call, node, document, row)),
  ];
}

function presentSeries(call: Call, node: Node, document: NumberedDocument, row: SeriesRow | undefined) {
  const pattern = row?.pattern ?? defaultPatterns[document];
  const next = row?.nextNumber ?? 1n;
  return {
    nodeId: node.id,
    nodeName: node.name,
    document,
    code: row?.code ?? mainSeries,
    name: row?.name ?? null,
    isDefault: row?.isDefault ?? false,
    active: row?.active ?? true,
    pattern,
    nextNumber: Number(next),
    preview: formatDocumentNumber(pattern, next, today(call.now, call.timeZone)),
    version: row?.version ?? 1,
  };
}

/** What a draft invoice may choose from: the series in use of every entity that has more than one. */
export async function presentInvoiceSeries(call: Call, rows: readonly SeriesRow[]) {
  const all = await presentNumbering(call, rows);
  const invoices = all.filter(({ document, active }) => document === 'invoice' && active);
  const several = new Set(invoices.filter(({ code }) => code !== mainSeries).map(({ nodeId }) => nodeId));
  return invoices
    .filter(({ nodeId }) => several.has(nodeId))
    .map(({ nodeId: entityId, code, name, isDefault }) => ({ entityId, code, name, isDefault }));
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
