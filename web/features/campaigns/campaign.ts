import type { CampaignStatus, CampaignType } from '#domain/campaigns.ts';
import type { Scope } from '#domain/scope.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** A campaign on the wire. */
export type Campaign = RecordBase & {
  version: number;
  scope: Scope;
  ownerId: string | null;
  name: string;
  type: CampaignType;
  status: CampaignStatus;
  startDate: string | null;
  endDate: string | null;
  budget: string | null;
  currency: string | null;
  description: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};
