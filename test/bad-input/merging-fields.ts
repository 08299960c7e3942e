import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const typed = (path: string, max: number): FieldCase[] => [
  [path, 'x'.repeat(max + 1), 'too_long'],
  [path, 7, 'invalid_type'],
];
const clues: FieldCase[] = [...typed('email', 254), ...typed('phone', 40), ...bad.id('exceptId')];
const names: FieldCase[] = [...typed('firstName', 120), ...typed('lastName', 120)];

const merge: FieldCase[] = [
  ...bad.id('sourceId'),
  ['sourceId', null, 'required'],
  ['sourceId', someId, 'not_found'],
  ['fields', 'source', 'invalid_type'],
  ['fields', { name: 'mine' }, 'unknown_value', 'fields.name'],
  ['fields', { colour: 'source' }, 'unknown_field', 'fields.colour'],
];

/** What looking for matches, merging and the finder of duplicates refuse, by endpoint. */
export const mergingTables: Readonly<Record<string, readonly FieldCase[]>> = {
  'POST /accounts/matches': [
    ...clues,
    ...typed('name', 180),
    ...typed('website', 2_000),
    ...typed('taxNumber', 60),
    ...typed('country', 2),
  ],
  'POST /contacts/matches': [...clues, ...names, ...typed('mobile', 40), ...bad.id('accountId')],
  'POST /leads/matches': [...clues, ...names, ...typed('companyName', 180)],
  'POST /accounts/:id/merge': merge,
  'POST /contacts/:id/merge': merge,
  'POST /leads/:id/merge': merge,
  'POST /duplicates/dismiss': [
    ...bad.requiredWord('kind'),
    ['kind', 'quote', 'unknown_value'],
    ['ids', 'all', 'invalid_type'],
    ['ids', [someId], 'too_few'],
    ['ids', [someId, '17'], 'invalid_format', 'ids.1'],
    ['ids', Array(11).fill(someId), 'too_many'],
    ['ids', null, 'required'],
    ['ids', [someId, someId], 'not_allowed'],
  ],
};

export const mergingBodies: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /accounts/:id/merge': { sourceId: someId },
  'POST /contacts/:id/merge': { sourceId: someId },
  'POST /leads/:id/merge': { sourceId: someId },
  'POST /duplicates/dismiss': { kind: 'account', ids: [someId, '0199f9a0-0000-7000-8000-0000000000aa'] },
};
