import { z } from 'zod';
import { approvalConditions, approvalRuleCreate, approvalRulePatch } from '#domain/approvals.ts';
import { orderBody } from '#domain/settings.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { changeApprovalRule } from './operations/change-approval-rule.ts';
import { createApprovalRule } from './operations/create-approval-rule.ts';
import { orderApprovalRules } from './operations/order-approval-rules.ts';
import { removeApprovalRule } from './operations/remove-approval-rule.ts';
import { listApprovalRules } from './queries-rules.ts';

const answer = z.object({
  id: z.uuid(),
  name: z.string(),
  condition: z.enum(approvalConditions),
  limit: z.string().nullable(),
  currency: z.string().nullable(),
  unknownCounts: z.boolean(),
  nodeId: z.uuid().nullable(),
  approverRoleIds: z.array(z.uuid()),
  active: z.boolean(),
  sortOrder: z.int(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const items = z.object({ items: z.array(answer) });
const common = { tag: 'approval rules', module: 'crm', capability: 'crm.approvals.manage' } as const;

export const approvalEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/approval-rules',
    summary: 'List the rules by which quotes need approval, in their order.',
    access: 'read',
    answer: items,
    run: async (call) => ({ items: await listApprovalRules(call) }),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/approval-rules',
    summary: 'Add a rule by which quotes need approval.',
    access: 'write',
    body: approvalRuleCreate,
    answer,
    status: 201,
    run: (call, { body }) => createApprovalRule(call, body),
  }),
  endpoint({
    ...common,
    method: 'PATCH',
    path: '/approval-rules/:id',
    summary: 'Change a rule; what was approved stays approved.',
    access: 'write',
    params: idParams,
    body: approvalRulePatch,
    answer,
    run: (call, { params, body, ifMatch }) => changeApprovalRule(call, params.id, body, ifMatch),
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    path: '/approval-rules/:id',
    summary: 'Remove a rule; one that held a quote back is taken out of use instead.',
    access: 'write',
    params: idParams,
    answer: z.object({ removed: z.boolean(), item: answer.nullable() }),
    run: async (call, { params, ifMatch }) => {
      const item = await removeApprovalRule(call, params.id, ifMatch);
      return { removed: item === null, item };
    },
  }),
  endpoint({
    ...common,
    method: 'PUT',
    path: '/approval-rules/order',
    summary: 'Put the rules into another order.',
    access: 'write',
    body: orderBody,
    answer: items,
    run: async (call, { body }) => {
      await orderApprovalRules(call, body.ids);
      return { items: await listApprovalRules(call) };
    },
  }),
];
