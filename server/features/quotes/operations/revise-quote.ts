import { isDocumentNumber } from '#domain/numbering.ts';
import { illegalTransition } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus, recordStatus } from '#records/change-status.ts';
import { fieldsFrom } from '#records/columns.ts';
import { createRecord } from '#records/create-record.ts';
import { carriedCustom } from '#records/custom-fields/read.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { holdSeries, isNumberTaken } from '#records/numbering.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { quoteKind, quoteLines } from '../kind.ts';
import { noChangesAwaited } from './accept-quote.ts';

/** Links and owner of a quote that a document made from it keeps, even when they are archived by now. */
export const inheritedByDocuments = ['leadId', 'opportunityId', 'contactId', 'paymentTermId', 'ownerId'];

/**
 * The number of the next version: that of the first one with the version behind it, as `Q-2026-00007-2`. Null, so that the
 * series gives one, where somebody has typed that number or it would be too long.
 */
async function nextNumber(call: Call, quote: RecordRow): Promise<string | null> {
  const version = quote.versionNumber as number;
  const own = quote.number as string;
  const first = version > 1 && own.endsWith(`-${version}`) ? own.slice(0, own.lastIndexOf('-')) : own;
  const number = `${first}-${version + 1}`;
  const series = { nodeId: quote.seriesNodeId as string, document: 'quote' } as const;
  if (!isDocumentNumber(number)) return null;
  await holdSeries(call, series);
  return (await isNumberTaken(call, { ...series, number })) ? null : number;
}

/** What the next version starts with: everything a client can type, and the lines, priced again as a draft is. */
async function copyOf(call: Call, quote: RecordRow): Promise<Values> {
  const fields = fieldsFrom(quoteKind, quote);
  const typed = Object.entries(quoteKind.fields).flatMap(([name, { readOnly }]) =>
    readOnly ? [] : [[name, fields[name]]],
  );
  const lines = await readLines(call, quoteLines, quote.id);
  return {
    ...Object.fromEntries(typed),
    ownerId: quote.ownerId,
    custom: await carriedCustom(call, quoteKind, quote, 'quote'),
    lines,
    ...(lines.length === 0 ? { amount: fields.amount } : {}),
    number: await nextNumber(call, quote),
  };
}

/** Opens the next version of a quote that the caller holds and has checked; the old one is read-only from here on. */
export async function reviseLocked(
  call: Call,
  quote: RecordRow,
): Promise<{ old: RecordRow; draft: RecordRow }> {
  const draft = await createRecord(call, quoteKind, await copyOf(call, quote), {
    columns: {
      status: 'draft',
      statusChangedAt: instant(call),
      versionNumber: (quote.versionNumber as number) + 1,
      revisionOfId: quote.id,
    },
    at: quote,
    inherited: [...inheritedByDocuments, 'accountId', 'revisionOfId', 'custom'],
  });
  await recordStatus(call, quoteKind, draft, { from: null, to: 'draft' });
  const old = await changeStatus(call, quoteKind, quote, {
    column: 'status',
    to: 'revised',
    columns: noChangesAwaited,
    event: 'quote.revised',
    payload: { supersededById: draft.id },
  });
  return { old, draft };
}

/** Opens a new draft, version n + 1, linked to the quote, which becomes `revised`. Of two calls at once one is refused. */
export async function reviseQuote(call: Call, id: string, ifMatch: number | null): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  requireOn(call, 'crm.quotes.revise', quote, viewOf(quoteKind));
  requireVersion(quote, ifMatch);
  requireActive(quote);
  const from = quote.status as QuoteStatus;
  if (!quoteStatus.canMove(from, 'revised')) {
    throw illegalTransition(from, 'revised', quoteStatus.allowed(from));
  }
  return (await reviseLocked(call, quote)).draft;
}
