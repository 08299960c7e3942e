import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const comment: FieldCase[] = bad.prose('comment', 1_000);
const ids = (path: string, most: number): FieldCase[] => [
  [path, 'all', 'invalid_type'],
  [path, ['17'], 'invalid_format', `${path}.0`],
  [path, Array(most + 1).fill(someId), 'too_many'],
];

const inBothLanguages = (path: string, max: number): FieldCase[] => [
  ...bad.prose(`${path}.en`, max),
  ...bad.prose(`${path}.ar`, max),
  [`${path}.fr`, 'Bonjour', 'unknown_field'],
];

const template: FieldCase[] = [
  ...bad.id('entityId'),
  ...bad.requiredWord('layout'),
  ...bad.requiredWord('language'),
  ['texts', 'none', 'invalid_type'],
  ['texts', null, 'required'],
  ['texts.sale', {}, 'unknown_field'],
  ...bad.line('texts.heading.en', 80),
  ...bad.line('texts.heading.ar', 80),
  ...inBothLanguages('texts.opening', 2_000),
  ...inBothLanguages('texts.closing', 2_000),
  ...inBothLanguages('texts.terms', 20_000),
];

const shared: FieldCase[] = bad.instant('expiresAt');

/** The bad values of what goes to customers: its looks, its preview, its link. */
export function documentTables(
  quote: readonly FieldCase[],
  invoice: readonly FieldCase[],
): Record<string, readonly FieldCase[]> {
  return {
    'PUT /templates/:kind': template,
    'POST /templates/preview': [
      ...template,
      ...bad.requiredWord('kind'),
      ...inBothLanguages('footer', 2_000),
    ],
    'PATCH /branding/:nodeId': [
      ...inBothLanguages('footer', 2_000),
      ['footer', 'Thank you', 'invalid_type'],
      ['footer', null, 'required'],
    ],
    'POST /quotes/preview': [...quote, ...bad.id('id')],
    'POST /invoices/preview': [...invoice, ...bad.id('id')],
    'POST /quotes/:id/public-link': shared,
    'POST /invoices/:id/public-link': shared,
    'POST /orders/:id/public-link': shared,
    'POST /credit-notes/:id/public-link': shared,
    'POST /public/:token/price': [...ids('selected', 500), ['selected', null, 'required']],
    'POST /public/:token/accept': [
      ...bad.requiredLine('name', 120),
      ...comment,
      ...ids('selected', 500),
      ['total', '1', 'unknown_field'],
    ],
    'POST /public/:token/decline': [...bad.line('name', 120), ...bad.prose('reason', 1_000)],
    'POST /public/:token/request-changes': [
      ...bad.line('name', 120),
      ...bad.prose('comment', 2_000),
      ['comment', ' ', 'required'],
      ['comment', null, 'required'],
    ],
  };
}

const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };
const look = { layout: 'modern', language: 'en', texts: {} };

export const documentBodies: Readonly<Record<string, object>> = {
  'PUT /templates/:kind': look,
  'POST /templates/preview': { kind: 'quote', ...look },
  'PATCH /branding/:nodeId': { footer: {} },
  'POST /quotes/preview': { lines: [line] },
  'POST /invoices/preview': { lines: [line] },
  'POST /public/:token/price': { selected: [] },
  'POST /public/:token/accept': { name: 'Nora' },
  'POST /public/:token/request-changes': { comment: 'Another colour' },
};
