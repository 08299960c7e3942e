import { z } from 'zod';
import { fieldProblem } from './field-errors.ts';
import {
  amountToMinor,
  limits,
  optionalCurrency,
  optionalDecimal,
  optionalProse,
  optionalUuid,
  prose,
  text,
  uuid,
  whole,
} from './fields.ts';
import type { FieldProblem } from './problems.ts';

/**
 * What a rule looks at: the discount over all in percent, the total in a currency, the margin in percent, or whether the
 * document is in another currency than its entity's.
 */
export const approvalConditions = ['discount', 'total', 'margin', 'currency'] as const;

export type ApprovalCondition = (typeof approvalConditions)[number];

export const approvalStatuses = ['pending', 'approved', 'rejected', 'stale'] as const;

export type ApprovalStatus = (typeof approvalStatuses)[number];

/** How a document stands with the rules; `required`: a rule holds it back and nobody was asked. */
export const approvalStates = ['none', 'required', ...approvalStatuses] as const;

export type ApprovalState = (typeof approvalStates)[number];

const fields = {
  name: text(120),
  /** Percent for discount and margin, an amount for the total; none for the currency. */
  limit: optionalDecimal(limits.amount),
  /** Of the limit of a total. */
  currency: optionalCurrency,
  /** Whether a figure that cannot be told counts as breaking the rule: a line without cost, a missing exchange rate. */
  unknownCounts: z.boolean().optional(),
  /** The entity whose documents it holds for; null: the whole company. */
  nodeId: optionalUuid,
  /** Whoever holds one of these roles may approve; with none named, everybody with the right to approve. */
  approverRoleIds: z.array(uuid).max(50).optional(),
  active: z.boolean().optional(),
  sortOrder: whole(0, 1_000_000).optional(),
};

export const approvalRuleCreate = z.strictObject({ ...fields, condition: z.enum(approvalConditions) });
/** What a rule looks at never changes: another condition is another rule. */
export const approvalRulePatch = z.strictObject(fields).partial();

export const approvalRequestBody = z.strictObject({ comment: optionalProse(1_000) });
export const approveBody = approvalRequestBody;
/** Whoever says no says why. */
export const rejectBody = z.strictObject({ comment: prose(1_000) });

export type ApprovalRuleCreate = z.infer<typeof approvalRuleCreate>;
export type ApprovalRulePatch = z.infer<typeof approvalRulePatch>;
export type ApprovalRequestBody = z.infer<typeof approvalRequestBody>;

type Limited = { condition: ApprovalCondition; limit?: string | null; currency?: string | null };

/** What is wrong with the limit of a rule and its currency, taken together with its condition. */
export function limitProblems({ condition, limit = null, currency = null }: Limited): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (condition === 'currency') {
    if (limit !== null) problems.push(fieldProblem('limit', 'not_allowed', { because: condition }));
  } else if (limit === null) problems.push(fieldProblem('limit', 'required'));
  else if (condition !== 'total' && Number(limit) > 100) {
    problems.push(fieldProblem('limit', 'out_of_range', { min: '0', max: '100' }));
  }
  if (condition !== 'total') {
    if (currency !== null) problems.push(fieldProblem('currency', 'not_allowed', { because: condition }));
    return problems;
  }
  if (currency === null) problems.push(fieldProblem('currency', 'required'));
  else if (limit !== null) {
    const amount = amountToMinor('limit', limit, currency);
    if (!amount.ok) problems.push(amount.error);
  }
  return problems;
}
