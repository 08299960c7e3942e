import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { calendarDate, currencyCode, uuid } from '#domain/fields.ts';
import { numberedDocuments } from '#domain/numbering.ts';
import { invalidFields } from '#domain/problems.ts';
import {
  exchangeRateCreate,
  exchangeRatePatch,
  numberingPatch,
  seriesCreate,
  seriesPatch,
} from '#domain/settings.ts';
import { isCalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { isUuid } from '#platform/database/id.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { page } from '#platform/http/schemas.ts';
import { mainSeries } from '#records/numbering.ts';
import { idParams } from '#records/record-endpoints.ts';
import { addInvoiceSeries, changeInvoiceSeries } from './operations/change-invoice-series.ts';
import { changeNumbering } from './operations/change-numbering.ts';
import { correctExchangeRate } from './operations/correct-exchange-rate.ts';
import { recordExchangeRate } from './operations/record-exchange-rate.ts';
import { removeExchangeRate } from './operations/remove-exchange-rate.ts';
import { presentExchangeRate, presentInvoiceSeries, presentNumbering } from './present.ts';
import {
  countExchangeRates,
  listExchangeRates,
  listExchangeRatesAt,
  type RateCursor,
} from './queries-exchange-rates.ts';
import { listSeries } from './queries-numbering.ts';
import { exchangeRateAnswer, invoiceSeriesAnswer, itemsOf, seriesAnswer } from './schemas.ts';

const rates = { tag: 'exchange rates' } as const;
const rateChange = { ...rates, capability: 'accounting.settings.manage' } as const;

const rateQuery = z.strictObject({
  from: currencyCode.optional(),
  to: currencyCode.optional(),
  /** Only what holds on this day: for each pair the newest rate on or before it. */
  date: calendarDate.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

function writeCursor({ date, id }: RateCursor): string {
  return Buffer.from(`${date} ${id}`).toString('base64url');
}

function readCursor(text: string): RateCursor {
  const [date = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  if (isCalendarDate(date) && isUuid(id)) return { date, id };
  throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
}

const exchangeRateEndpoints: Endpoint[] = [
  endpoint({
    ...rates,
    method: 'GET',
    path: '/exchange-rates',
    summary: 'List the exchange rates, newest first; with a date, the ones that hold on that day.',
    access: 'read',
    query: rateQuery,
    answer: page(exchangeRateAnswer),
    run: async (call, { query }) => {
      const { date, limit, cursor, ...filter } = query;
      if (date !== undefined) {
        const rows = await listExchangeRatesAt(call, filter, date);
        const total = { value: rows.length, exact: true };
        return { items: rows.map(presentExchangeRate), nextCursor: null, total };
      }
      const after = cursor === undefined ? null : readCursor(cursor);
      const rows = await listExchangeRates(call, filter, after, limit + 1);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(presentExchangeRate),
        nextCursor: last ? writeCursor({ date: last.rateDate, id: last.id }) : null,
        total: { value: await countExchangeRates(call, filter), exact: true },
      };
    },
  }),
  endpoint({
    ...rateChange,
    method: 'POST',
    path: '/exchange-rates',
    summary: 'Keep the rate of a pair of currencies from a day on.',
    access: 'write',
    body: exchangeRateCreate,
    answer: exchangeRateAnswer,
    status: 201,
    run: async (call, { body }) => presentExchangeRate(await recordExchangeRate(call, body)),
  }),
  endpoint({
    ...rateChange,
    method: 'PATCH',
    path: '/exchange-rates/:id',
    summary: 'Correct an exchange rate.',
    access: 'write',
    params: idParams,
    body: exchangeRatePatch,
    answer: exchangeRateAnswer,
    run: async (call, { params, body, ifMatch }) =>
      presentExchangeRate(await correctExchangeRate(call, params.id, body.rate, ifMatch)),
  }),
  endpoint({
    ...rateChange,
    method: 'DELETE',
    path: '/exchange-rates/:id',
    summary: 'Remove an exchange rate.',
    access: 'write',
    params: idParams,
    run: (call, { params, ifMatch }) => removeExchangeRate(call, params.id, ifMatch),
  }),
];

const numberingEndpoints: Endpoint[] = [
  endpoint({
    tag: 'numbering',
    method: 'GET',
    path: '/numbering',
    summary: 'List the number series of quotes and invoices, with the number that each would give today.',
    access: 'read',
    capability: 'accounting.settings.manage',
    answer: itemsOf(seriesAnswer),
    run: async (call) => ({ items: await presentNumbering(call, await listSeries(call)) }),
  }),
  endpoint({
    tag: 'numbering',
    method: 'PUT',
    path: '/numbering/:nodeId/:document',
    summary: 'Change the pattern of a series or the number it goes on with.',
    access: 'write',
    capability: 'accounting.settings.manage',
    params: z.object({ nodeId: uuid, document: z.enum(numberedDocuments) }),
    body: numberingPatch,
    answer: seriesAnswer,
    run: async (call, { params: { nodeId, document }, body, ifMatch }) => {
      await changeNumbering(call, nodeId, document, body, ifMatch);
      const all = await presentNumbering(call, await listSeries(call));
      return all.find(
        (series) => series.nodeId === nodeId && series.document === document && series.code === mainSeries,
      );
    },
  }),
];

/** One series of an entity's invoices as it is now. */
async function shownSeries(call: Call, entityId: string, wanted: string) {
  const all = await presentNumbering(call, await listSeries(call));
  return all.find(
    ({ nodeId, document, code }) => nodeId === entityId && document === 'invoice' && code === wanted,
  );
}

const seriesEndpoints: Endpoint[] = [
  endpoint({
    tag: 'numbering',
    method: 'GET',
    path: '/invoice-series',
    summary:
      "The series that a draft invoice may choose from, where its entity has several: the entity's usual one is taken unless one is named.",
    access: 'read',
    capability: 'accounting.invoices.view',
    answer: itemsOf(invoiceSeriesAnswer),
    run: async (call) => ({ items: await presentInvoiceSeries(call, await listSeries(call)) }),
  }),
  endpoint({
    tag: 'numbering',
    method: 'POST',
    path: '/numbering/:nodeId/invoice/series',
    summary: 'Add a series of invoice numbers to an entity.',
    access: 'write',
    capability: 'accounting.settings.manage',
    params: z.object({ nodeId: uuid }),
    body: seriesCreate,
    answer: seriesAnswer,
    status: 201,
    run: async (call, { params: { nodeId }, body }) => {
      await addInvoiceSeries(call, nodeId, body);
      return shownSeries(call, nodeId, body.code);
    },
  }),
  endpoint({
    tag: 'numbering',
    method: 'PATCH',
    path: '/numbering/:nodeId/invoice/series/:code',
    summary:
      'Change a series of invoice numbers: its name, its pattern, whether it is used, and whether it is the usual one.',
    access: 'write',
    capability: 'accounting.settings.manage',
    params: z.object({ nodeId: uuid, code: z.string().max(12) }),
    body: seriesPatch,
    answer: seriesAnswer,
    run: async (call, { params: { nodeId, code }, body, ifMatch }) => {
      await changeInvoiceSeries(call, nodeId, code, body, ifMatch);
      return shownSeries(call, nodeId, code);
    },
  }),
];

export const moneyEndpoints: Endpoint[] = [
  ...exchangeRateEndpoints,
  ...numberingEndpoints,
  ...seriesEndpoints,
];
