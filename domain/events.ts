/** The kinds of business record, as they are named in events, links, the audit log and the API. */
export const recordKinds = [
  'account',
  'contact',
  'campaign',
  'product',
  'opportunity',
  'quote',
  'lead',
  'order',
  'invoice',
  'credit_note',
  'payment',
  'subscription',
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
  | 'quote.ordered'
  | 'quote.subscribed'
  | 'quote.scheduled'
  | 'quote.unscheduled'
  | 'quote.changes_requested'
  | 'quote.approval_requested'
  | 'quote.approved'
  | 'quote.rejected'
  | 'order.confirmed'
  | 'order.fulfilled'
  | 'order.cancelled'
  | 'order.invoiced'
  | 'order.sent'
  | 'invoice.issued'
  | 'invoice.sent'
  | 'invoice.viewed'
  | 'invoice.reminded'
  | 'invoice.written_off'
  | 'invoice.credited'
  | 'invoice.credit_kept'
  | 'invoice.credit_applied'
  | 'invoice.credit_refunded'
  | 'invoice.refunded'
  | 'invoice.write_off_reversed'
  | 'credit_note.issued'
  | 'credit_note.sent'
  | 'payment.refunded'
  | 'subscription.started'
  | 'subscription.paused'
  | 'subscription.resumed'
  | 'subscription.cancelled'
  | 'subscription.ended'
  | 'subscription.price_changed'
  | 'subscription.invoiced'
  | 'subscription.renewal_due'
  | 'subscription.invoicing_failed'
  | 'message.created'
  | 'message.updated'
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
