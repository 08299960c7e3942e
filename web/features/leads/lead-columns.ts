import type { ListColumn } from '#web/components/list/declare.ts';
import { type Lead, leadName } from './lead.ts';

/** A lead as a row inside another record's page. */
export const leadColumns: ListColumn<Lead>[] = [
  { key: 'name', label: 'leads:field.name', width: 130, value: leadName },
  { key: 'companyName', label: 'leads:field.companyName', width: 130 },
  { key: 'status', label: 'leads:field.status', type: 'status', width: 108 },
  { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116 },
];
