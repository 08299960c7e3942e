-- What is done about money that is due: reminders, and the accounts of an outside ledger.

-- When customers are reminded, one for the whole company: {"days": 7, "texts": {"en": "…"}} for each step.
create table reminder_schedule (
  org_id uuid not null references organisation,
  enabled boolean not null,
  -- Steps whose day had passed before are not caught up on: nobody is reminded of old debts all at once.
  enabled_on date,
  steps jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (org_id),
  constraint reminder_schedule_enabled_since check (not enabled or enabled_on is not null)
);
call wall_of_tenant('reminder_schedule');

-- Each reminder of an invoice, once for each step; by hand as often as somebody wants.
create table invoice_reminder (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  invoice_id uuid not null,
  -- Days after the due date; null: by hand.
  step_days integer check (step_days between 0 and 365),
  -- Null: nobody could be written to.
  message_id uuid,
  outcome text not null check (outcome in ('sent', 'no_recipient', 'suppressed')),
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, id),
  constraint invoice_reminder_once unique (org_id, invoice_id, step_days),
  foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, message_id) references message,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index invoice_reminder_scope on invoice_reminder (org_id, scope_id, scope_path);
create index invoice_reminder_message on invoice_reminder (org_id, message_id) where message_id is not null;
call wall_of_scope('invoice_reminder', 'select, insert, update (scope_id, scope_path)');

-- Invoices that are left alone for now: a dispute, a promise.
create table reminder_pause (
  org_id uuid not null references organisation,
  invoice_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  reason text check (length(reason) <= 1000),
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, invoice_id),
  foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index reminder_pause_scope on reminder_pause (org_id, scope_id, scope_path);
call wall_of_scope('reminder_pause', 'select, insert, update, delete');

-- The codes of an outside ledger's accounts, by what Parley books on them.
create table ledger_account (
  org_id uuid not null references organisation,
  role text not null check (role in ('receivable', 'revenue', 'tax', 'bank', 'customer_credit', 'write_off')),
  code text not null check (code ~ '^[A-Za-z0-9._-]{1,20}$'),
  updated_at timestamptz not null,
  primary key (org_id, role)
);
call wall_of_tenant('ledger_account');

-- What is due is a small part of all invoices, and asked for by whom it is due from.
create index invoice_open on invoice (org_id, account_id, currency) include (due_date, balance_minor, entity_id)
  where status in ('issued', 'partially_paid') and archived_at is null;
create index invoice_dated on invoice (org_id, invoice_date, id) where issued_at is not null;
create index credit_note_dated on credit_note (org_id, credit_date, id) where issued_at is not null;
create index invoice_entry_dated on invoice_entry (org_id, entry_date, id);
