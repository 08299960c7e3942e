import type { QuoteDuplicateBody } from '#domain/quote-templates.ts';
import { addDays, type CalendarDate } from '#domain/time-zones.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { recordStatus } from '#records/change-status.ts';
import { fieldsFrom } from '#records/columns.ts';
import { createRecord } from '#records/create-record.ts';
import { carriedCustom } from '#records/custom-fields/read.ts';
import { readLines } from '#records/document-lines.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord, requireVersion } from '#records/read-record.ts';
import { quoteKind, quoteLines } from '../kind.ts';
import { inheritedByDocuments } from './revise-quote.ts';

const dayMs = 86_400_000;

/** Holds for as many days from today as the other did from the day on which it was opened. */
async function validUntil(call: Call, quote: RecordRow): Promise<CalendarDate | null> {
  const until = quote.validUntil as string | null;
  if (until === null) return null;
  const opened = Date.parse(quote.createdAt.slice(0, 10));
  const days = Math.max(0, Math.round((Date.parse(until) - opened) / dayMs));
  return addDays(await todayAt(call, quote.scopeId), days);
}

/**
 * Opens a new quote with what another one says, whatever its status: a first version with a number of its own, not linked to
 * the lead that the other came from. Lines keep their prices; nothing is chosen of what is optional.
 */
export async function duplicateQuote(
  call: Call,
  id: string,
  { title }: QuoteDuplicateBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await getRecord(call, quoteKind, id);
  requireVersion(quote, ifMatch);
  const fields = fieldsFrom(quoteKind, quote);
  const typed = Object.entries(quoteKind.fields).flatMap(([name, { readOnly }]) =>
    readOnly ? [] : [[name, fields[name]]],
  );
  const lines = (await readLines(call, quoteLines, quote.id)).map((line) =>
    line.optional ? { ...line, selected: false } : line,
  );
  const given = {
    ...Object.fromEntries(typed),
    ...(title === undefined ? {} : { title }),
    ownerId: quote.ownerId,
    custom: await carriedCustom(call, quoteKind, quote, 'quote'),
    lines,
    ...(lines.length === 0 ? { amount: fields.amount } : {}),
    validUntil: await validUntil(call, quote),
    leadId: null,
    number: null,
  };
  const copy = await createRecord(call, quoteKind, given, {
    columns: { status: 'draft', statusChangedAt: instant(call) },
    at: quote,
    inherited: [...inheritedByDocuments, 'accountId', 'custom'],
    payload: { duplicateOfId: quote.id },
  });
  await recordStatus(call, quoteKind, copy, { from: null, to: 'draft' });
  return copy;
}
