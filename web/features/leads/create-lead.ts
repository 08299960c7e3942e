import { leadCreate } from '#domain/leads.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { createGroups } from './lead-fields.ts';

export const createLead: CreateDeclaration = { kind: 'lead', groups: createGroups, schema: leadCreate };
