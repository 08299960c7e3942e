import { type LeadStatus, type leadQualities, leadStatus } from '#domain/leads.ts';
import type { Scope } from '#domain/scope.ts';
import type { RecordBase } from '#web/components/list/declare.ts';
import type { Stage } from '#web/platform/pipelines.ts';

/** A lead on the wire. */
export type Lead = RecordBase & {
  version: number;
  scope: Scope;
  ownerId: string | null;
  status: LeadStatus;
  statusChangedAt: string;
  pipelineId: string;
  stageId: string;
  /** Told of the cards of a board. */
  rotting?: boolean;
  firstName: string | null;
  lastName: string | null;
  companyName: string | null;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
  source: string | null;
  quality: (typeof leadQualities)[number] | null;
  nextActionDate: string | null;
  nextActionNote: string | null;
  campaignId: string | null;
  accountId: string | null;
  contactId: string | null;
  convertedAt: string | null;
  convertedAccountId: string | null;
  convertedContactId: string | null;
  convertedOpportunityId: string | null;
  convertedQuoteId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

/** A lead is known by its person, or by its company while there is no person yet. */
export function leadName(lead: Pick<Lead, 'firstName' | 'lastName' | 'companyName'>): string {
  return [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.companyName || '';
}

/** Whether this member may move the lead to a stage of its pipeline; converting is no move. */
export function mayMoveTo({ status, stageId, abilities = {} }: Lead, to: Stage): boolean {
  if (to.id === stageId || to.status === 'converted' || !(abilities.changeStatus ?? true)) return false;
  return to.status === status || leadStatus.canMove(status, to.status as LeadStatus);
}
