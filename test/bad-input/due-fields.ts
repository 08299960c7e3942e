import { ledgerRoles } from '#domain/receivables.ts';
import { bad, type FieldCase } from '#test/build/field-cases.ts';

const told: FieldCase[] = [
  ...bad.prose('message', 5_000),
  ...bad.word('language'),
  ['language', 'both', 'unknown_value'],
];
const requiredDate = (path: string): FieldCase[] => [...bad.date(path), [path, null, 'required']];

const account = (path: string): FieldCase[] => [
  [path, '12 00', 'invalid_format'],
  [path, '', 'invalid_format'],
  [path, '1'.repeat(21), 'invalid_format'],
  [path, 1200, 'invalid_type'],
  [path, null, 'required'],
];

const step = { days: 3, texts: {} };

/** The bad values of statements, of reminders and of the codes of an outside ledger. */
export const dueTables: Readonly<Record<string, readonly FieldCase[]>> = {
  'POST /accounts/:id/statement/send': [
    ...requiredDate('from'),
    ...requiredDate('to'),
    ['to', '2025-12-31', 'before_start'],
    ['to', '2030-01-01', 'out_of_range'],
    ...bad.currency('currency'),
    ['currency', null, 'required'],
    ...bad.id('entityId'),
    ...told,
  ],
  'POST /invoices/:id/remind': told,
  'PUT /invoices/:id/reminders': [
    ...bad.flag('paused'),
    ...bad.prose('reason', 1_000),
    ['reason', ' ', 'required'],
  ],
  'PUT /settings/reminders': [
    ...bad.flag('enabled'),
    ['steps', 'weekly', 'invalid_type'],
    ['steps', null, 'required'],
    ['steps', [], 'too_few'],
    ['steps', Array.from({ length: 7 }, (_, days) => ({ ...step, days })), 'too_many'],
    ['steps', [step, step], 'duplicate'],
    ...bad.whole('steps.0.days', 365),
    ['steps.0.days', null, 'required'],
    ['steps.0.texts', null, 'required'],
    ['steps.0.texts.fr', 'Bonjour', 'unknown_field'],
    ...bad.prose('steps.0.texts.en', 5_000),
    ...bad.prose('steps.0.texts.ar', 5_000),
    ['steps.0.channel', 'sms', 'unknown_field'],
  ],
  'PATCH /settings/ledger': ledgerRoles.flatMap(account),
};

export const dueBodies: Readonly<Record<string, object>> = {
  'POST /accounts/:id/statement/send': { from: '2026-01-01', to: '2026-12-31', currency: 'EUR' },
  'PUT /invoices/:id/reminders': { paused: true },
  'PUT /settings/reminders': { enabled: true, steps: [step] },
};
