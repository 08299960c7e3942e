import type { NumberedDocument } from '#domain/numbering.ts';
import type { Call } from '#platform/access/call.ts';
import { alreadyExists } from './create-record.ts';
import { todayAt } from './entity-calendar.ts';
import type { RecordRow, Values } from './kind.ts';
import { holdSeries, isNumberTaken, takeNumber } from './numbering.ts';
import { seriesNodeAt } from './scope.ts';

/**
 * The number of a document that is numbered from its draft on, and the series that it belongs to. A typed one holds the
 * series while it is looked up, so that it and a number that is generated at the same moment cannot be the same. Throws
 * 409 `already_exists` for a number that is taken.
 */
export async function numberedFromDraft(
  call: Call,
  document: NumberedDocument,
  merged: Values,
  current: RecordRow | null,
): Promise<{ seriesNodeId: string; number: string }> {
  const seriesNodeId = await seriesNodeAt(call, merged.scopeId as string);
  const series = { nodeId: seriesNodeId, document } as const;
  const number = merged.number as string | null | undefined;
  if (!number) {
    const date = await todayAt(call, merged.scopeId as string);
    return { seriesNodeId, number: await takeNumber(call, { ...series, date }) };
  }
  if (current?.number !== number || current.seriesNodeId !== seriesNodeId) {
    await holdSeries(call, series);
    if (await isNumberTaken(call, { ...series, number })) throw alreadyExists('number');
  }
  return { seriesNodeId, number };
}
