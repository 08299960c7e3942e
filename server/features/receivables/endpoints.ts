import { z } from 'zod';
import { currencyCode, uuid } from '#domain/fields.ts';
import {
  journalQuery,
  ledgerAccountsPatch,
  ledgerRoles,
  remindBody,
  reminderPauseBody,
  reminderScheduleBody,
  statementPdfQuery,
  statementQuery,
  statementSendBody,
} from '#domain/receivables.ts';
import { addDays } from '#domain/time-zones.ts';
import { previewPdf } from '#features/documents/operations/document-pdf.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint, type SessionContext } from '#platform/http/endpoint.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams } from '#records/record-endpoints.ts';
import { csvLedger } from './ledger-adapter.ts';
import { changeLedgerCodes } from './operations/change-ledger-codes.ts';
import { pauseReminders } from './operations/pause-reminders.ts';
import { remindOfInvoice } from './operations/remind-of-invoice.ts';
import { saveSchedule } from './operations/save-schedule.ts';
import { sendStatement } from './operations/send-statement.ts';
import { ageing } from './queries-ageing.ts';
import { requireBooks } from './queries-facts.ts';
import { journalBetween } from './queries-journal.ts';
import { ledgerCodes } from './queries-ledger.ts';
import { findPause, remindersOf, scheduleOf } from './queries-schedule.ts';
import { statementOf } from './queries-statement.ts';
import { statementContent } from './statement-content.ts';

const common = { tag: 'receivables', module: 'accounting' } as const;
const text = z.string().nullable();

const ages = {
  notDue: z.string(),
  days30: z.string(),
  days60: z.string(),
  days90: z.string(),
  older: z.string(),
};

const statementAnswer = z.object({
  accountId: z.uuid(),
  accountName: z.string(),
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  entityId: z.uuid().nullable(),
  currencies: z.array(z.string()),
  opening: z.string(),
  closing: z.string(),
  entries: z.array(
    z.object({
      id: z.uuid(),
      date: z.string(),
      kind: z.string(),
      number: text,
      reference: text,
      dueDate: text,
      charge: text,
      credit: text,
      balance: z.string(),
    }),
  ),
  ageing: z.object(ages).nullable(),
  more: z.boolean(),
});

const accountEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/receivables/ageing',
    summary: 'What is due from whom and for how long, by account and currency.',
    access: 'read',
    capability: 'accounting.invoices.view',
    query: z.strictObject({ entityId: uuid.optional(), currency: currencyCode.optional() }),
    answer: z.object({
      items: z.array(
        z.object({ accountId: z.uuid(), name: z.string(), currency: z.string(), ...ages, total: z.string() }),
      ),
      totals: z.array(z.object({ currency: z.string(), ...ages, total: z.string() })),
      more: z.boolean(),
    }),
    run: (call, { query }) => ageing(call, { entityId: query.entityId ?? null, currency: query.currency }),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/accounts/:id/statement',
    summary:
      'What a customer owed at the beginning of a range, what changed it, and what they owe at its end.',
    access: 'read',
    capability: 'accounting.payments.view',
    params: idParams,
    query: statementQuery,
    answer: statementAnswer,
    run: (call, { params, query }) => statementOf(call, params.id, query),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/accounts/:id/statement/pdf',
    summary: 'The statement as PDF.',
    access: 'file',
    capability: 'accounting.payments.view',
    params: idParams,
    query: statementPdfQuery,
    async run(context, { params, query }) {
      const content = await context.inCall('read', (call) => statementContent(call, params.id, query));
      return previewPdf(context, content, { final: true });
    },
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/accounts/:id/statement/send',
    summary: 'Send the statement as PDF to the primary contact of the account, or to the account itself.',
    access: 'session',
    capability: 'accounting.invoices.send',
    params: idParams,
    body: statementSendBody,
    answer: z.object({ messageId: z.uuid() }),
    run: (context, { params, body, ifMatch }) =>
      sendStatement(context, params.id, { body, ifMatch }, async (_call, sent) => sent),
  }),
];

const reminder = z.object({
  id: z.uuid(),
  stepDays: z.int().nullable(),
  outcome: z.string(),
  messageId: z.uuid().nullable(),
  createdAt: z.string(),
  createdBy: z.uuid().nullable(),
});

const remindersAnswer = z.object({
  items: z.array(reminder),
  pause: z.object({ reason: text, createdAt: z.string(), createdBy: z.uuid().nullable() }).nullable(),
  /** The days of the schedule; empty while nobody is reminded by itself. */
  steps: z.array(z.int()),
});

async function presentReminders(call: Call, id: string) {
  const invoice = await getRecord(call, invoiceKind, id);
  const { enabled, steps } = await scheduleOf(call);
  return {
    items: await remindersOf(call, invoice.id),
    pause: (await findPause(call, invoice.id)) ?? null,
    steps: enabled ? steps.map(({ days }) => days) : [],
  };
}

const scheduleAnswer = z.object({
  enabled: z.boolean(),
  enabledOn: text,
  steps: z.array(z.object({ days: z.int(), texts: z.object({ en: text.optional(), ar: text.optional() }) })),
  version: z.int(),
});

const reminderEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/invoices/:id/reminders',
    summary: 'The reminders of an invoice that went out, and whether it is left alone.',
    access: 'read',
    capability: 'accounting.invoices.view',
    params: idParams,
    answer: remindersAnswer,
    run: (call, { params }) => presentReminders(call, params.id),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/invoices/:id/remind',
    summary: 'Remind the customer of an overdue invoice now, by mail with its PDF.',
    access: 'session',
    capability: 'accounting.invoices.send',
    params: idParams,
    body: remindBody,
    answer: remindersAnswer,
    run: (context, { params, body, ifMatch }) =>
      remindOfInvoice(context, params.id, { body, step: null, ifMatch }, (call) =>
        presentReminders(call, params.id),
      ),
  }),
  endpoint({
    ...common,
    method: 'PUT',
    path: '/invoices/:id/reminders',
    summary: 'Leave an invoice alone, or have its customer reminded again.',
    access: 'write',
    capability: 'accounting.invoices.send',
    params: idParams,
    body: reminderPauseBody,
    answer: remindersAnswer,
    async run(call, { params, body, ifMatch }) {
      await pauseReminders(call, params.id, body, ifMatch);
      return presentReminders(call, params.id);
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/settings/reminders',
    summary: 'When customers are reminded of what is overdue.',
    access: 'read',
    capability: 'accounting.settings.manage',
    answer: scheduleAnswer,
    run: scheduleOf,
  }),
  endpoint({
    ...common,
    method: 'PUT',
    path: '/settings/reminders',
    summary: 'Change when customers are reminded, or switch reminders on and off.',
    access: 'write',
    capability: 'accounting.settings.manage',
    body: reminderScheduleBody,
    answer: scheduleAnswer,
    run: (call, { body, ifMatch }) => saveSchedule(call, body, ifMatch),
  }),
];

const daysAtOnce = 7;

/** A range, a week at a time: an export of years takes no more memory than one week. */
async function* weeks(
  { inCall }: SessionContext,
  { from, to, entityId = null }: z.output<typeof journalQuery>,
) {
  const codes = await inCall('read', ledgerCodes);
  for (let first = from; first <= to; first = addDays(first, daysAtOnce)) {
    const end = addDays(first, daysAtOnce - 1);
    const days = { from: first, to: end < to ? end : to };
    yield await inCall('read', (call) => journalBetween(call, days, { entityId, codes }));
  }
}

const codesAnswer = z.object(
  Object.fromEntries(ledgerRoles.map((role) => [role, z.string()])) as Record<
    (typeof ledgerRoles)[number],
    z.ZodString
  >,
);

const ledgerEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/journals/export.csv',
    summary: 'What is to be booked in an outside ledger for a range of days, as CSV; every entry balances.',
    access: 'file',
    capability: 'accounting.journals.export',
    query: journalQuery,
    async run(context, { query }) {
      await context.inCall('write', async (call) => {
        requireBooks(call);
        audit(call, { action: 'journal.exported', recordKind: 'ledger', after: query });
      });
      const { contentType, fileName, write } = csvLedger;
      return { contentType, fileName: fileName(query), chunks: write(weeks(context, query)) };
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/settings/ledger',
    summary: "The codes of the outside ledger's accounts.",
    access: 'read',
    capability: 'accounting.settings.manage',
    answer: codesAnswer,
    run: ledgerCodes,
  }),
  endpoint({
    ...common,
    method: 'PATCH',
    path: '/settings/ledger',
    summary: 'Change under which codes journals are exported.',
    access: 'write',
    capability: 'accounting.settings.manage',
    body: ledgerAccountsPatch,
    answer: codesAnswer,
    run: (call, { body }) => changeLedgerCodes(call, body),
  }),
];

export const receivablesEndpoints: Endpoint[] = [
  ...accountEndpoints,
  ...reminderEndpoints,
  ...ledgerEndpoints,
];
