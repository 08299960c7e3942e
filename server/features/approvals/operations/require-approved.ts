import type { ApprovalState } from '#domain/approvals.ts';
import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { seesCosts } from '#records/line-products.ts';
import { speaksFor } from '../approvers.ts';
import { contentHash, type Reason, reasonsNow } from '../evaluate.ts';
import {
  type Approval,
  type ApprovalReason,
  type ApprovalSubject,
  findRequest,
  type ReasonRow,
  type RequestRow,
  reasonsOf,
  roleNames,
  rolesAt,
} from '../queries.ts';

export type Standing = {
  state: ApprovalState;
  hash: string;
  reasons: Reason[];
  request: RequestRow | null;
  asked: ReasonRow[];
};

function stateOf(
  reasons: readonly Reason[],
  hash: string,
  request: RequestRow | null,
  asked: readonly ReasonRow[],
) {
  if (reasons.length === 0) return 'none';
  if (!request) return 'required';
  if (request.contentSha256 !== hash || request.status === 'stale') return 'stale';
  if (request.status !== 'approved') return request.status as ApprovalState;
  // A rule that came later, or was changed since and is broken now, was never agreed to.
  const agreed = new Set(asked.flatMap(({ ruleId, approvedBy }) => (approvedBy ? [ruleId] : [])));
  return reasons.every(({ rule }) => agreed.has(rule.id)) ? 'approved' : 'required';
}

/** How a document that is not out yet stands with the rules now. */
export async function standingOf(call: Call, subject: ApprovalSubject): Promise<Standing> {
  const reasons = await reasonsNow(call, subject);
  const request = (await findRequest(call, subject.row.id)) ?? null;
  const asked = request ? await reasonsOf(call, request.id) : [];
  const hash = contentHash(subject);
  return { state: stateOf(reasons, hash, request, asked), hash, reasons, request, asked };
}

/** A margin tells costs: whoever may not know these hears only that it is too low. */
function figuresFor(
  call: Call,
  { condition, limit, figure }: Pick<ApprovalReason, 'condition' | 'limit' | 'figure'>,
): Pick<ApprovalReason, 'limit' | 'figure' | 'hidden'> {
  const hidden = condition === 'margin' && !seesCosts(call);
  return hidden ? { limit: null, figure: null, hidden } : { limit, figure, hidden };
}

async function presentNow(call: Call, { reasons, asked, state }: Standing): Promise<ApprovalReason[]> {
  const names = await roleNames(
    call,
    reasons.flatMap(({ rule }) => rule.approverRoleIds),
  );
  const live = state === 'pending' || state === 'approved';
  return reasons.map(({ rule, limit, figure, unknown, withOptions }) => {
    const agreed = live ? asked.find(({ ruleId }) => ruleId === rule.id) : undefined;
    return {
      ruleId: rule.id,
      ruleName: rule.name,
      condition: rule.condition,
      ...figuresFor(call, { condition: rule.condition, limit, figure }),
      currency: rule.currency,
      unknown,
      withOptions,
      approverRoles: rule.approverRoleIds.flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [{ id, name }];
      }),
      approvedBy: agreed?.approvedBy ? { id: agreed.approvedBy, name: agreed.approverName ?? '' } : null,
    };
  });
}

/** As it was when it was asked about: for documents that are out. */
function presentAsked(call: Call, asked: readonly ReasonRow[]): ApprovalReason[] {
  return asked.map((row) => ({
    ruleId: row.ruleId,
    ruleName: row.ruleName,
    condition: row.condition as ApprovalReason['condition'],
    ...figuresFor(call, {
      condition: row.condition as ApprovalReason['condition'],
      limit: row.limitText,
      figure: row.figure,
    }),
    currency: row.currency,
    unknown: row.unknown,
    withOptions: row.withOptions,
    approverRoles: [],
    approvedBy: row.approvedBy ? { id: row.approvedBy, name: row.approverName ?? '' } : null,
  }));
}

function presentRequest(row: RequestRow | null): Approval['request'] {
  if (!row) return null;
  return {
    id: row.id,
    status: row.status as NonNullable<Approval['request']>['status'],
    requestedBy: row.requestedBy ? { id: row.requestedBy, name: row.askerName ?? '' } : null,
    requestedAt: row.requestedAt,
    comment: row.comment,
    decidedBy: row.decidedBy ? { id: row.decidedBy, name: row.deciderName ?? '' } : null,
    decidedAt: row.decidedAt,
    decisionComment: row.decisionComment,
  };
}

async function mayDecide(
  call: Call,
  { row }: ApprovalSubject,
  { state, reasons }: Standing,
): Promise<boolean> {
  const { memberId } = call.actor;
  if (memberId === null || state === 'none' || state === 'approved') return false;
  if (!may(call, 'crm.quotes.approve', row)) return false;
  const held = await rolesAt(call, memberId, row.scopePath);
  return reasons.some(({ rule }) => speaksFor(rule.approverRoleIds, held));
}

/** How a document stands with the rules, as its page shows it. `open`: it is not out yet, so that rules can hold it back. */
export async function approvalOf(call: Call, subject: ApprovalSubject, open: boolean): Promise<Approval> {
  if (open) {
    const standing = await standingOf(call, subject);
    return {
      needed: standing.reasons.length > 0 && standing.state !== 'approved',
      state: standing.state,
      reasons: await presentNow(call, standing),
      request: presentRequest(standing.request),
      mayDecide: await mayDecide(call, subject, standing),
    };
  }
  const request = (await findRequest(call, subject.row.id)) ?? null;
  return {
    needed: false,
    state: (request?.status as ApprovalState | undefined) ?? 'none',
    reasons: request ? presentAsked(call, await reasonsOf(call, request.id)) : [],
    request: presentRequest(request),
    mayDecide: false,
  };
}

/**
 * Refuses to let a document out that rules hold back, unless exactly this content was approved under all of them. The
 * caller holds the document, so that nobody edits it meanwhile. Throws 409 `approval_required` with `state` and `reasons`.
 */
export async function requireApproved(call: Call, subject: ApprovalSubject): Promise<void> {
  const standing = await standingOf(call, subject);
  if (standing.state === 'none' || standing.state === 'approved') return;
  const reasons = await presentNow(call, standing);
  throw new Problem('approval_required', {
    detail: `Held back by: ${reasons.map(sentence).join('; ')}.`,
    state: standing.state,
    reasons,
  });
}

function sentence({ ruleName, condition, limit, currency, figure, unknown, hidden }: ApprovalReason): string {
  if (hidden) return `${ruleName} (${condition})`;
  const unit = condition === 'total' ? ` ${currency}` : condition === 'currency' ? '' : ' %';
  const shown = unknown || figure === null ? 'unknown' : `${figure}${unit}`;
  return `${ruleName} (${condition} ${shown}, limit ${limit}${unit})`;
}
