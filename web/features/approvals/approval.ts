import type { ApprovalCondition, ApprovalState, ApprovalStatus } from '#domain/approvals.ts';

type Person = { id: string; name: string } | null;

/** A rule that a document breaks, on the wire. */
export type ApprovalReason = {
  ruleId: string;
  ruleName: string;
  condition: ApprovalCondition;
  limit: string | null;
  currency: string | null;
  figure: string | null;
  unknown: boolean;
  hidden: boolean;
  withOptions: boolean;
  approverRoles: { id: string; name: string }[];
  approvedBy: Person;
};

/** How a document stands with the rules, on the wire. */
export type Approval = {
  needed: boolean;
  state: ApprovalState;
  reasons: ApprovalReason[];
  request: {
    id: string;
    status: ApprovalStatus;
    requestedBy: Person;
    requestedAt: string;
    comment: string | null;
    decidedBy: Person;
    decidedAt: string | null;
    decisionComment: string | null;
  } | null;
  mayDecide: boolean;
};
