import type { CustomFieldCreate } from '#domain/custom-fields.ts';
import type { PipelineKind, StageStatus } from '#domain/pipelines.ts';
import { addDays, today } from '#domain/time-zones.ts';
import { campaignKind } from '#features/campaigns/kind.ts';
import { createCustomField } from '#features/custom-fields/operations/create-custom-field.ts';
import { listCustomFields } from '#features/custom-fields/queries.ts';
import { changePipeline } from '#features/pipelines/operations/change-pipeline.ts';
import { createPipeline } from '#features/pipelines/operations/create-pipeline.ts';
import { listPipelines } from '#features/pipelines/queries.ts';
import { createView } from '#features/views/operations/create-view.ts';
import type { Call } from '#platform/access/call.ts';
import { archiveRecord } from '#records/archive-record.ts';
import { createRecord } from '#records/create-record.ts';
import type { Values } from '#records/kind.ts';
import { addProducts } from './goods.ts';
import { daysAgo, type Member } from './people.ts';
import { addWords } from './selling.ts';
import type { Furniture } from './setting.ts';

const wholeCompany = { level: 'organisation' } as const;
const choice = (value: string, label: string, labelAr: string) => ({ value, label, labelAr, active: true });

/** Choices of the lead's field, which the leads take their values from. */
export const interests = ['hardware', 'services', 'training', 'support'] as const;

const fields: readonly CustomFieldCreate[] = [
  {
    kind: 'lead',
    key: 'interestedIn',
    type: 'choice',
    label: 'Interested in',
    labelAr: 'مهتم بـ',
    options: [
      choice('hardware', 'Hardware', 'الأجهزة'),
      choice('services', 'Services', 'الخدمات'),
      choice('training', 'Training', 'التدريب'),
      choice('support', 'Support', 'الدعم'),
    ],
  },
  {
    kind: 'account',
    key: 'customerSince',
    type: 'date',
    label: 'Customer since',
    labelAr: 'عميل منذ',
    section: 'Relationship',
    sectionAr: 'العلاقة',
  },
  {
    kind: 'opportunity',
    key: 'customerBudget',
    type: 'money',
    label: "Customer's budget",
    labelAr: 'ميزانية العميل',
    helpText: 'What they said that they can spend.',
    helpTextAr: 'ما ذكروا أنه يمكنهم إنفاقه.',
  },
];

async function addFields(call: Call): Promise<Set<string>> {
  const made = new Set<string>();
  for (const field of fields) {
    const known = await listCustomFields(call, field.kind);
    if (known.some(({ key }) => key === field.key)) continue;
    await createCustomField(call, field);
    made.add(`${field.kind}.${field.key}`);
  }
  return made;
}

const rotting: Partial<Record<StageStatus, number>> = {
  new: 14,
  contacted: 21,
  qualified: 30,
  quote_ready: 14,
  negotiation: 30,
};

/** Lets the open cards of the usual pipeline rot, where nobody has said after how many days. */
async function setRotting(call: Call, kind: PipelineKind): Promise<void> {
  const usual = (await listPipelines(call, kind)).find(({ isDefault }) => isDefault);
  if (!usual) return;
  const stages = usual.stages.map(({ id, name, status, probability, rottingDays }) => ({
    ...{ id, name, status, probability },
    rottingDays: rottingDays ?? rotting[status] ?? null,
  }));
  await changePipeline(call, usual.id, { stages }, null);
}

const classicName = 'Direct sales';

async function addPipeline(call: Call): Promise<string> {
  const known = (await listPipelines(call, 'opportunity')).find(({ name }) => name === classicName);
  return (
    known?.id ??
    (await createPipeline(call, { kind: 'opportunity', name: classicName, preset: 'classic' })).id
  );
}

/** In days from today: when each campaign begins and ends. */
const campaigns = [
  { name: 'Spring fair', type: 'event', status: 'completed', from: -200, to: -197, budget: '12000' },
  { name: 'Newsletter: new services', type: 'email', status: 'active', from: -40, to: 30, budget: '1500' },
  { name: 'حملة الخريف', type: 'social', status: 'active', from: -25, to: 45, budget: '4000' },
  { name: "Partners' evening", type: 'referral', status: 'paused', from: -60, to: 20, budget: '2500' },
  { name: 'Webinar: solar for shops', type: 'webinar', status: 'planned', from: 21, to: 21, budget: '800' },
  { name: 'Radio spots', type: 'advertising', status: 'cancelled', from: -120, to: -90, budget: '6000' },
] as const;

async function addCampaigns(call: Call): Promise<string[]> {
  const day = today(call.now, call.timeZone);
  const ids: string[] = [];
  for (const { from, to, ...campaign } of campaigns) {
    const { id } = await createRecord(call, campaignKind, {
      ...campaign,
      scope: wholeCompany,
      ownerId: null,
      currency: call.currency,
      startDate: addDays(day, from),
      endDate: addDays(day, to),
    });
    // What has not begun or was called off has brought nobody.
    if (!['planned', 'cancelled'].includes(campaign.status)) ids.push(id);
  }
  const old: Values = { scope: wholeCompany, ownerId: null, name: 'Opening offer', type: 'email' };
  const { id } = await createRecord(call, campaignKind, { ...old, status: 'completed' });
  await archiveRecord(call, campaignKind, id, null);
  return ids;
}

/** Two lists that everybody in the company finds ready. */
async function addViews(call: Call): Promise<void> {
  const common = { shared: true, companyDefault: false, sort: null, groupBy: null };
  await createView(call, {
    ...common,
    kind: 'lead',
    name: 'Hot leads to call',
    layout: 'list',
    query: { status: 'new,contacted,qualified' },
    filter: { and: [{ field: 'quality', op: 'anyOf', value: ['hot'] }] },
    columns: ['name', 'companyName', 'quality', 'phone', 'nextActionDate'].map((key) => ({ key })),
  });
  await createView(call, {
    ...common,
    kind: 'opportunity',
    name: 'Closing in 30 days',
    layout: 'list',
    query: {},
    filter: {
      and: [
        { field: 'stage', op: 'noneOf', value: ['won', 'lost'] },
        { field: 'expectedCloseDate', op: 'nextDays', value: 30 },
      ],
    },
  });
}

/**
 * Sets up what a company has before its first record: custom fields, a second pipeline, cards that rot, products and bundles
 * with prices in two currencies, what documents say, campaigns, and views that the viewer shares.
 */
export async function furnish(call: Call, viewer: Member, secondCurrency: string): Promise<Furniture> {
  const made = await addFields(call);
  const classicId = await addPipeline(call);
  await setRotting(call, 'opportunity');
  await setRotting(call, 'lead');
  const productIds = await addProducts(call, secondCurrency);
  await addWords(call);
  const campaignIds = await addCampaigns(call);
  await addViews(daysAgo(call, 0, viewer));
  return { campaignIds, classicId, fields: made, productIds };
}
