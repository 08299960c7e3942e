import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const stages: FieldCase[] = [
  ['stages', 'all', 'invalid_type'],
  ['stages', null, 'required'],
  ['stages', [], 'too_few'],
  ['stages', Array(31).fill({ name: 'New', status: 'new' }), 'too_many'],
  ['stages', ['New'], 'invalid_type', 'stages.0'],
  ['stages.0.colour', 'red', 'unknown_field'],
  ...bad.requiredLine('stages.0.name', 80),
  ...bad.requiredWord('stages.0.status'),
  ...bad.whole('stages.0.probability', 100),
  ...bad.whole('stages.0.rottingDays', 3_650),
  ['stages.0.rottingDays', 0, 'out_of_range'],
];

const moveTo: FieldCase[] = [
  ['moveTo', 'away', 'invalid_type'],
  ['moveTo', null, 'required'],
  ['moveTo', { [someId]: 'away' }, 'invalid_format', `moveTo.${someId}`],
];

const pipeline: FieldCase[] = [...bad.requiredLine('name', 80), ...bad.flag('isDefault'), ...stages];

/** The bad values of pipelines and their stages, by endpoint. */
export const pipelineFields: Readonly<Record<string, readonly FieldCase[]>> = {
  'POST /pipelines': [
    ...pipeline,
    ...bad.requiredWord('kind'),
    ...bad.word('preset'),
    ['preset', 'classic', 'not_allowed'],
  ],
  'PATCH /pipelines/:id': [
    ...pipeline,
    ...bad.id('stages.0.id'),
    ['stages.0.id', null, 'required'],
    ['stages.0.id', '', 'required'],
    ...moveTo,
  ],
  'POST /pipelines/:id/remove': moveTo,
  'PUT /pipelines/order': [
    ...bad.requiredWord('kind'),
    ['ids', 'all', 'invalid_type'],
    ['ids', [], 'too_few'],
    ['ids', ['17'], 'invalid_format', 'ids.0'],
    ['ids', [someId, null], 'required', 'ids.1'],
    ['ids', null, 'required'],
    ['ids', Array(201).fill(someId), 'too_many'],
  ],
};
