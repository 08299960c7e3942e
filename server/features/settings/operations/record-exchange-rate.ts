import { fieldProblem } from '#domain/field-errors.ts';
import { Problem } from '#domain/problems.ts';
import type { ExchangeRateCreate } from '#domain/settings.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { requireAtRoot } from '../access.ts';
import { lockOrganisation } from '../queries-company.ts';
import { findRateOfDay } from '../queries-exchange-rates.ts';
import { leaveTraces } from '../setting-traces.ts';

/** Keeps the rate of a pair of currencies from a day on; each pair has one rate a day. */
export async function recordExchangeRate(call: Call, given: ExchangeRateCreate) {
  requireAtRoot(call, 'accounting.settings.manage');
  await lockOrganisation(call);
  const { date, from, to, rate } = given;
  if (await findRateOfDay(call, from, to, date)) {
    throw new Problem('already_exists', {
      detail: `The rate from ${from} to ${to} of ${date} is kept already.`,
      errors: [fieldProblem('date', 'already_exists')],
    });
  }
  const at = instant(call);
  const row = await call.database
    .insertInto('exchangeRate')
    .values({
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      rateDate: date,
      fromCurrency: from,
      toCurrency: to,
      rate,
      createdAt: at,
      updatedAt: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  leaveTraces(call, {
    section: 'exchange_rates',
    action: 'exchange_rate.created',
    kind: 'exchange_rate',
    id: row.id,
    after: given,
  });
  return row;
}
