/** The kinds of business record, as they are named in events, links, the audit log and the API. */
export const recordKinds = [
  'account',
  'contact',
  'campaign',
  'product',
  'opportunity',
  'quote',
  'lead',
  'invoice',
  'payment',
  'task',
] as const;

export type RecordKindName = (typeof recordKinds)[number];

/** What every record can have happen to it; features add their own facts. */
export type CommonVerb = 'created' | 'updated' | 'archived' | 'restored';

/** Kinds that a file brings in. One `imported` stands for all records of a batch, made or taken back. */
export type ImportedKind = 'lead' | 'account' | 'contact' | 'product' | 'opportunity';

export type EventType =
  | `${RecordKindName}.${CommonVerb}`
  | `${ImportedKind}.imported`
  | 'lead.status_changed'
  | 'lead.converted'
  | 'lead.conversion_undone'
  | `${'account' | 'contact' | 'lead'}.${'merged' | 'merge_undone'}`
  | 'opportunity.stage_changed'
  | 'opportunity.won'
  | 'opportunity.lost'
  | 'opportunity.reopened'
  | 'quote.sent'
  | 'quote.viewed'
  | 'quote.accepted'
  | 'quote.declined'
  | 'quote.expired'
  | 'quote.revised'
  | 'quote.invoiced'
  | 'invoice.issued'
  | 'invoice.voided'
  | 'invoice.partially_paid'
  | 'invoice.paid'
  | 'payment.recorded'
  | 'task.completed'
  | 'task.reopened'
  | 'job.progressed'
  | 'notification.created'
  | 'notification.read'
  | 'file.created'
  | 'file.updated'
  | 'file.archived'
  | 'file.restored'
  | 'activity.created'
  | 'activity.updated'
  | 'activity.archived'
  | 'activity.restored'
  | 'member.invited'
  | 'member.deactivated'
  | 'settings.changed';
