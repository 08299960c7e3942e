import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const line = { description: 'Support', quantity: '1', unitPrice: '100', taxRate: '19' };

const rhythm: FieldCase[] = [
  ...bad.requiredWord('interval'),
  ['interval', 'day', 'unknown_value'],
  ['intervalCount', 0, 'out_of_range'],
  ['intervalCount', 61, 'out_of_range'],
  ['intervalCount', '2', 'invalid_type'],
  ['intervalCount', 1.5, 'too_many_decimals'],
];

const dates: FieldCase[] = [
  ...bad.date('startDate').filter(([, value]) => value !== null && value !== ''),
  ...bad.date('trialEndDate'),
  ...bad.date('endDate'),
  ...bad.date('billFrom'),
  ['periods', 0, 'out_of_range'],
  ['periods', 1_201, 'out_of_range'],
  ['periods', 'many', 'invalid_type'],
];

const terms: FieldCase[] = [
  ...bad.id('paymentTermId'),
  ...bad.flag('autoIssue'),
  ['renewalNoticeDays', -1, 'out_of_range'],
  ['renewalNoticeDays', 366, 'out_of_range'],
  ['renewalNoticeDays', '30', 'invalid_type'],
];

/** The bad values of subscriptions, beside those that every document and every priced one refuses. */
export function subscriptionTables(
  document: readonly FieldCase[],
  priced: readonly FieldCase[],
): Record<string, FieldCase[]> {
  const subscription: FieldCase[] = [
    ...document,
    ...rhythm,
    ...dates,
    ...terms,
    ...bad.requiredLine('title', 180),
    ['status', 'active', 'unknown_field'],
    ['quoteId', someId, 'unknown_field'],
  ];
  return {
    'POST /subscriptions': [...subscription, ...bad.flag('start')],
    'PATCH /subscriptions/:id': [...subscription, ['start', true, 'unknown_field']],
    'POST /subscriptions/:id/pause': [...bad.date('from'), ...bad.date('resumeOn')],
    'POST /subscriptions/:id/cancel': [...bad.requiredWord('at'), ...bad.prose('reason', 1_000)],
    'POST /subscriptions/:id/change-price': [...priced, ['lines', [], 'too_few'], ...bad.date('from')],
    'POST /quotes/:id/convert-to-subscription': [
      ...rhythm,
      ...dates,
      ...terms,
      ...bad.flag('start'),
      ...bad.line('title', 180),
      ...bad.id('entityId'),
    ],
  };
}

export const subscriptionBodies = {
  'POST /subscriptions': { title: 'Support', accountId: someId, interval: 'month', lines: [line] },
  'PATCH /subscriptions/:id': { lines: [line] },
  'POST /subscriptions/:id/cancel': { at: 'now' },
  'POST /subscriptions/:id/change-price': { lines: [line] },
  'POST /quotes/:id/convert-to-subscription': { interval: 'month' },
};
