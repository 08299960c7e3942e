import { sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { formatDocumentNumber, type NumberedDocument } from '#domain/numbering.ts';
import { invalidFields } from '#domain/problems.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import { type Call, instant } from '#platform/access/call.ts';

/** What a series starts with until an administrator writes another pattern. */
export const defaultPatterns: Record<NumberedDocument, string> = {
  quote: 'Q-{YYYY}-{number:5}',
  order: 'SO-{YYYY}-{number:5}',
  invoice: 'INV-{YYYY}-{number:5}',
  credit_note: 'CN-{YYYY}-{number:5}',
};

/** The series that every node has of each document. */
export const mainSeries = 'main';

/**
 * One series: the documents of one kind of an entity, or of the organisation itself for quotes that name no entity. An
 * entity can have several of invoices, told apart by `code`; without one the main series is meant.
 */
export type Series = { nodeId: string; document: NumberedDocument; code?: string };

/**
 * Makes every other taker of the series wait until this transaction ends, without taking a number: for a number that is
 * typed by hand.
 */
export async function holdSeries(call: Call, { nodeId, document, code = mainSeries }: Series): Promise<void> {
  await call.database
    .insertInto('numberSeries')
    .values({
      orgId: call.orgId,
      nodeId,
      document,
      code,
      pattern: defaultPatterns[document],
      updatedAt: instant(call),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['orgId', 'nodeId', 'document', 'code'])
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
  { nodeId, document, code = mainSeries }: Series,
): Promise<{ pattern: string; count: bigint }> {
  const row = await call.database
    .insertInto('numberSeries')
    .values({
      orgId: call.orgId,
      nodeId,
      document,
      code,
      pattern: defaultPatterns[document],
      nextNumber: 2n,
      updatedAt: instant(call),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['orgId', 'nodeId', 'document', 'code'])
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

/** Refuses with 422 `series` a series of invoices that the entity has not, or no longer uses. */
export async function requireSeries(call: Call, nodeId: string, code: string): Promise<void> {
  const row = await call.database
    .selectFrom('numberSeries')
    .select('active')
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .where('document', '=', 'invoice')
    .where('code', '=', code)
    .executeTakeFirst();
  if (!row && code !== mainSeries) throw invalidFields([fieldProblem('series', 'not_found')]);
  if (row?.active === false) throw invalidFields([fieldProblem('series', 'inactive')]);
}

/** The series of an entity's invoices that numbers a draft: the one it names, or else the usual one. */
export async function seriesFor(call: Call, nodeId: string, code: string | null): Promise<string> {
  if (code !== null) {
    await requireSeries(call, nodeId, code);
    return code;
  }
  const usual = await call.database
    .selectFrom('numberSeries')
    .select('code')
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .where('document', '=', 'invoice')
    .where('isDefault', '=', true)
    .executeTakeFirst();
  return usual?.code ?? mainSeries;
}
