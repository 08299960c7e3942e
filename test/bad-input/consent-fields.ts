import { bad, type FieldCase } from '#test/build/field-cases.ts';

const consent: FieldCase[] = [
  ...bad.requiredWord('channel'),
  ...bad.requiredWord('state'),
  ...bad.requiredLine('source', 120),
  ...bad.prose('proof', 1000),
];

/** What somebody said about being written to, and the records that a member opened. */
export const consentTables: Record<string, FieldCase[]> = {
  'POST /leads/:id/consent': consent,
  'POST /contacts/:id/consent': consent,
  'POST /visits': [
    ['recordKind', 'planet', 'not_allowed'],
    ['recordKind', 7, 'invalid_type'],
    ['recordKind', null, 'required'],
    ...bad.id('recordId'),
    ['recordId', null, 'required'],
  ],
};

const agreed = { channel: 'email', state: 'granted', source: 'Fair' };

export const consentBodies: Record<string, unknown> = {
  'POST /leads/:id/consent': agreed,
  'POST /contacts/:id/consent': agreed,
  'POST /visits': { recordKind: 'lead', recordId: '0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70' },
};
