import { z } from 'zod';
import { customValues } from './custom-fields.ts';
import {
  currencyCode,
  limits,
  optionalDate,
  optionalDecimal,
  optionalEmail,
  optionalPhone,
  optionalProse,
  optionalText,
  optionalUuid,
  optionalWord,
  rule,
  uuid,
} from './fields.ts';
import { recordFields } from './record-fields.ts';
import { transitions } from './states.ts';

export const leadQualities = ['hot', 'warm', 'cold'] as const;

export const leadStatuses = ['new', 'contacted', 'qualified', 'lost', 'junk', 'converted'] as const;

export type LeadStatus = (typeof leadStatuses)[number];

/** Status moves that a member may ask for. `converted` is no target: only converting leads there, and it is final. */
export const leadStatus = transitions<LeadStatus>(
  {
    new: ['contacted', 'qualified', 'lost', 'junk'],
    contacted: ['qualified', 'lost', 'junk'],
    qualified: ['contacted', 'lost', 'junk'],
    lost: ['new', 'contacted', 'qualified'],
    junk: ['new'],
    converted: [],
  },
  ['converted'],
);

const convertible: readonly LeadStatus[] = ['new', 'contacted', 'qualified'];

export function canConvertLead(status: LeadStatus): boolean {
  return convertible.includes(status);
}

const shape = {
  ...recordFields,
  custom: customValues,
  pipelineId: uuid.optional(),
  firstName: optionalText(120),
  lastName: optionalText(120),
  companyName: optionalText(180),
  email: optionalEmail,
  phone: optionalPhone,
  jobTitle: optionalText(120),
  source: optionalText(120),
  campaignId: optionalUuid,
  accountId: optionalUuid,
  contactId: optionalUuid,
  quality: optionalWord(leadQualities),
  nextActionDate: optionalDate,
  nextActionNote: optionalText(500),
};

type Named = { firstName?: string | null; companyName?: string | null };

/** A lead needs a first name or a company name; a patch is checked against the lead as it would become. */
export function leadHasName(lead: Named): boolean {
  return Boolean(lead.firstName || lead.companyName);
}

export const leadPatch = z.strictObject(shape);
export const leadCreate = leadPatch.check(rule<Named>(leadHasName, 'required', {}, ['firstName']));

type Move = { status?: string; stageId?: string };

/** By status, the lead comes to the first stage of that status in its pipeline; by stage, to exactly that one. */
export const leadStatusBody = z
  .strictObject({
    status: z.enum(leadStatuses).optional(),
    stageId: uuid.optional(),
    reason: optionalProse(1_000),
  })
  .check(
    rule<Move>(({ status, stageId }) => Boolean(status ?? stageId), 'required', {}, ['status']),
    rule<Move>(
      ({ status, stageId }) => !(status && uuid.safeParse(stageId).success),
      'not_allowed',
      { because: 'stageId' },
      ['status'],
    ),
  );

const conversion = z.strictObject({
  accountId: optionalUuid,
  accountName: optionalText(180),
  contactId: optionalUuid,
  contactFirstName: optionalText(120),
  contactLastName: optionalText(120),
  contactEmail: optionalEmail,
  opportunityName: optionalText(180),
  quoteTitle: optionalText(180),
  amount: optionalDecimal(limits.amount),
  currency: currencyCode.nullable().optional(),
  createContact: z.boolean().default(true),
  createOpportunity: z.boolean().default(true),
  createQuote: z.boolean().default(true),
  projectName: optionalText(180),
});

type Conversion = z.infer<typeof conversion>;

const newContactKeys = ['contactFirstName', 'contactLastName', 'contactEmail'] as const;

/**
 * What a lead becomes: one account (reused by id or made by name), and unless switched off a contact, an opportunity
 * and a draft quote.
 */
export const leadConvertBody = conversion.check(
  rule<Conversion>((body) => Boolean(body.accountId || body.accountName), 'required', {}, ['accountName']),
  rule<Conversion>((body) => !(body.accountId && body.accountName), 'not_allowed', { because: 'accountId' }, [
    'accountName',
  ]),
  rule<Conversion>((body) => !body.createOpportunity || Boolean(body.opportunityName), 'required', {}, [
    'opportunityName',
  ]),
  rule<Conversion>((body) => !body.createQuote || Boolean(body.quoteTitle), 'required', {}, ['quoteTitle']),
  rule<Conversion>(
    (body) => body.createContact || !body.contactId,
    'not_allowed',
    { because: 'createContact' },
    ['contactId'],
  ),
  ...newContactKeys.map((key) =>
    rule<Conversion>((body) => !(body.contactId && body[key]), 'not_allowed', { because: 'contactId' }, [
      key,
    ]),
  ),
);

export type LeadCreate = z.infer<typeof leadCreate>;
export type LeadPatch = z.infer<typeof leadPatch>;
export type LeadStatusBody = z.infer<typeof leadStatusBody>;
export type LeadConvertBody = z.infer<typeof leadConvertBody>;
