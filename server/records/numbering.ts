import { sql } from 'kysely';
import { formatDocumentNumber, type NumberedDocument } from '#domain/numbering.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import { type Call, instant } from '#platform/access/call.ts';

/** What a series starts with until an administrator writes another pattern. */
export const defaultPatterns: Record<NumberedDocument, string> = {
  quote: 'Q-{YYYY}-{number:5}',
  order: 'SO-{YYYY}-{number:5}',
  invoice: 'INV-{YYYY}-{number:5}',
  credit_note: 'CN-{YYYY}-{number:5}',
};

/** One series: the documents of one kind of an entity, or of the organisation itself for quotes that name no entity. */
export type Series = { nodeId: string; document: NumberedDocument };

/**
 * Makes every other taker of the series wait until this transaction ends, without taking a number: for a number that is
 * typed by hand.
 */
export async function holdSeries(call: Call, { nodeId, document }: Series): Promise<void> {
  await call.database
    .insertInto('numberSeries')
    .values({
      orgId: call.orgId,
      nodeId,
      document,
      pattern: defaultPatterns[document],
      updatedAt: instant(call),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['orgId', 'nodeId', 'document'])
        .doUpdateSet({ nextNumber: sql<bigint>`number_series.next_number` }),
    )
    .execute();
}

/** Whether a document of the series has this number, also one outside the actor's scope. */
export async function isNumberTaken(
  call: Call,
  { nodeId, document, number }: Series & { number: string },
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select is_number_taken(${document}, ${nodeId}, ${number}) as taken`.execute(call.database);
  return rows[0]?.taken === true;
}

// The update holds the row until the transaction ends, so a number that is rolled back goes to whoever waits next.
async function takeNext(
  call: Call,
  { nodeId, document }: Series,
): Promise<{ pattern: string; count: bigint }> {
  const row = await call.database
    .insertInto('numberSeries')
    .values({
      orgId: call.orgId,
      nodeId,
      document,
      pattern: defaultPatterns[document],
      nextNumber: 2n,
      updatedAt: instant(call),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['orgId', 'nodeId', 'document'])
        .doUpdateSet({ nextNumber: sql<bigint>`number_series.next_number + 1` }),
    )
    .returning(['pattern', 'nextNumber'])
    .executeTakeFirstOrThrow();
  return { pattern: row.pattern, count: row.nextNumber - 1n };
}

/**
 * Takes the next number of a series, without holes: it is used if and only if this transaction commits. Until then
 * every other taker of the series waits, so call it as late as possible. Numbers that were typed by hand are skipped.
 */
export async function takeNumber(call: Call, series: Series & { date: CalendarDate }): Promise<string> {
  for (;;) {
    const { pattern, count } = await takeNext(call, series);
    const number = formatDocumentNumber(pattern, count, series.date);
    if (!(await isNumberTaken(call, { ...series, number }))) return number;
  }
}
