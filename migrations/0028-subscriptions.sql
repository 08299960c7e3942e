-- What a customer pays for again and again. The dates of its periods are reckoned (domain/subscription-periods.ts); kept is
-- which of them were billed.
create table subscription (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  entity_id uuid not null,
  title text collate "und-x-icu" not null check (title <> '' and length(title) <= 180),
  reference text check (length(reference) <= 120),
  status text not null check (status in ('draft', 'trialing', 'active', 'paused', 'cancelled', 'ended')),
  status_changed_at timestamptz not null,
  "interval" text not null check ("interval" in ('week', 'month', 'quarter', 'year')),
  interval_count smallint not null default 1 check (interval_count between 1 and 60),
  start_date date not null,
  trial_end_date date check (trial_end_date >= start_date),
  -- The first day that is billed; the starts of all periods are reckoned from it.
  anchor_date date generated always as (coalesce(trial_end_date + 1, start_date)) stored,
  end_date date,
  payment_term_id uuid,
  auto_issue boolean not null default false,
  renewal_notice_days smallint not null default 30 check (renewal_notice_days between 0 and 365),
  -- The end of which its owner was told.
  renewal_told_for date,
  -- Periods that began before this day were billed elsewhere; empty: those that were over when it was started.
  bill_from date,
  -- Periods are numbered from 1; the first one that is billed.
  first_period integer not null check (first_period > 0),
  next_period integer not null,
  next_invoice_date date,
  -- When something happens by itself next: a period, a pause, a new price, the end. Null: never again.
  due_on date,
  -- The day from which recurring revenue counts, once it has come.
  begun_on date,
  -- The first day on which nothing is billed any more because of a cancellation.
  cancels_on date,
  cancel_reason text check (length(cancel_reason) <= 1000),
  -- Why the last invoice could not be made, since when, and when to try again.
  failure jsonb,
  failed_at timestamptz,
  retry_at timestamptz,
  retries smallint not null default 0,
  -- The price that holds now; its amounts stand here too.
  price_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  discount_type text not null default 'none' check (discount_type in ('none', 'percent', 'fixed')),
  discount_value numeric(24, 4) not null default 0 check (discount_value >= 0),
  subtotal_minor bigint not null default 0 check (subtotal_minor >= 0),
  discount_minor bigint not null default 0 check (discount_minor between 0 and subtotal_minor),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  total_minor bigint not null default 0,
  line_count integer not null default 0,
  -- What recurs now for each period, before tax: nothing before it began, while it is paused, and after it stopped.
  recurring_minor bigint not null default 0 check (recurring_minor >= 0),
  language text check (language in ('en', 'ar', 'both')),
  terms text check (length(terms) <= 20000),
  customer_note text check (length(customer_note) <= 5000),
  internal_note text check (length(internal_note) <= 5000),
  billing_address jsonb,
  shipping_address jsonb,
  account_id uuid not null,
  contact_id uuid,
  opportunity_id uuid,
  quote_id uuid,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  constraint quote_makes_one_subscription unique (org_id, quote_id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, entity_id) references entity (org_id, node_id),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, contact_id) references contact,
  foreign key (org_id, opportunity_id) references opportunity,
  foreign key (org_id, quote_id) references quote,
  foreign key (org_id, payment_term_id) references payment_term,
  constraint subscription_total_adds_up check (total_minor = subtotal_minor - discount_minor + tax_minor),
  constraint subscription_ends_after_start check (end_date >= start_date and end_date > trial_end_date),
  constraint subscription_cancelled_has_a_day check (status <> 'cancelled' or cancels_on is not null),
  constraint subscription_periods_count_up check (next_period >= first_period),
  constraint subscription_failure_has_a_time check ((failure is null) = (failed_at is null)),
  constraint subscription_recurs_while_active check (status = 'active' or recurring_minor = 0)
);
create index subscription_recent on subscription (org_id, created_at desc, id desc) where archived_at is null;
create index subscription_updated on subscription (org_id, updated_at desc, id desc) where archived_at is null;
create index subscription_title on subscription (org_id, title, id) where archived_at is null;
create index subscription_status on subscription (org_id, status, created_at desc, id desc) where archived_at is null;
create index subscription_next on subscription (org_id, next_invoice_date, id)
  where archived_at is null and next_invoice_date is not null;
create index subscription_end on subscription (org_id, end_date, id)
  where archived_at is null and end_date is not null;
create index subscription_due on subscription (org_id, due_on, id) where archived_at is null and due_on is not null;
create index subscription_scope on subscription (org_id, scope_id, scope_path);
create index subscription_entity on subscription (org_id, entity_id);
create index subscription_owner on subscription (org_id, owner_id, created_at desc, id desc);
create index subscription_account on subscription (org_id, account_id, created_at desc, id desc);
create index subscription_contact on subscription (org_id, contact_id) where contact_id is not null;
create index subscription_opportunity on subscription (org_id, opportunity_id) where opportunity_id is not null;
create index subscription_payment_term on subscription (org_id, payment_term_id) where payment_term_id is not null;
create index subscription_search on subscription using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('subscription');

-- What a period costs from one of its starts on. Before the first billed period its price is edited; afterwards each change
-- is a row of its own, and only one that does not hold yet is ever removed.
create table subscription_price (
  org_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  valid_from date not null,
  discount_type text not null check (discount_type in ('none', 'percent', 'fixed')),
  discount_value numeric(24, 4) not null check (discount_value >= 0),
  subtotal_minor bigint not null check (subtotal_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and subtotal_minor),
  tax_minor bigint not null check (tax_minor >= 0),
  total_minor bigint not null,
  line_count integer not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, id),
  constraint subscription_price_once unique (org_id, subscription_id, valid_from),
  foreign key (org_id, subscription_id) references subscription,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  check (total_minor = subtotal_minor - discount_minor + tax_minor)
);
create index subscription_price_scope on subscription_price (org_id, scope_id, scope_path);
call wall_of_scope('subscription_price', 'select, insert, update, delete');
-- They name each other, so this one is looked at when the transaction ends.
alter table subscription add constraint subscription_price_holds
  foreign key (org_id, price_id) references subscription_price deferrable initially deferred;
create index subscription_price_holds on subscription (org_id, price_id);

create table subscription_line (
  org_id uuid not null,
  id uuid not null,
  price_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  sort_order integer not null,
  description text not null check (description <> '' and length(description) <= 255),
  quantity numeric(18, 4) not null check (quantity > 0),
  unit text check (length(unit) <= 40),
  unit_price numeric(18, 4) not null check (unit_price >= 0),
  discount_percent numeric(7, 4) not null default 0 check (discount_percent between 0 and 100),
  tax_rate numeric(7, 4) not null check (tax_rate between 0 and 100),
  net_minor bigint not null,
  discount_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  line_type text not null default 'item' check (line_type in ('item', 'heading')),
  product_id uuid,
  unit_cost numeric(18, 4) check (unit_cost >= 0),
  optional boolean not null default false,
  selected boolean not null default true,
  source_id uuid,
  primary key (org_id, id),
  foreign key (org_id, price_id) references subscription_price,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint subscription_line_product foreign key (org_id, product_id) references product,
  constraint subscription_line_chosen check (optional or selected),
  constraint subscription_line_heading check (line_type = 'item' or (unit_price = 0 and not optional)),
  check (total_minor = net_minor - discount_minor + tax_minor)
);
create index subscription_line_price on subscription_line (org_id, price_id, sort_order);
create index subscription_line_product on subscription_line (org_id, product_id) where product_id is not null;
create index subscription_line_source on subscription_line (org_id, source_id) where source_id is not null;
create index subscription_line_scope on subscription_line (org_id, scope_id, scope_path);
call wall_of_scope('subscription_line', 'select, insert, update, delete');

-- Every period that has come, once: the invoice that it made, or that it lay in a pause.
create table subscription_period (
  org_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  number integer not null check (number > 0),
  starts_on date not null,
  ends_on date not null,
  outcome text not null check (outcome in ('invoiced', 'paused')),
  price_id uuid not null,
  invoice_id uuid,
  at timestamptz not null,
  primary key (org_id, id),
  constraint subscription_period_once unique (org_id, subscription_id, number),
  constraint subscription_period_starts_once unique (org_id, subscription_id, starts_on),
  constraint subscription_invoice_of_one_period unique (org_id, invoice_id),
  foreign key (org_id, subscription_id) references subscription,
  foreign key (org_id, price_id) references subscription_price,
  foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint subscription_period_lasts check (ends_on >= starts_on),
  constraint subscription_period_invoiced check ((outcome = 'invoiced') = (invoice_id is not null))
);
create index subscription_period_price on subscription_period (org_id, price_id);
create index subscription_period_scope on subscription_period (org_id, scope_id, scope_path);
call wall_of_scope('subscription_period', 'select, insert, update (scope_id, scope_path)');

-- Days on which nothing is billed. `to_date` is the first day after them; null: until somebody resumes.
create table subscription_pause (
  org_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  from_date date not null,
  to_date date,
  -- Called off before it began, it covers no day.
  status text not null check (status in ('planned', 'running', 'over')),
  at timestamptz not null,
  by uuid,
  primary key (org_id, id),
  foreign key (org_id, subscription_id) references subscription,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  check (to_date >= from_date),
  check (status <> 'over' or to_date is not null)
);
create unique index subscription_one_pause on subscription_pause (org_id, subscription_id) where status <> 'over';
create index subscription_pause_subscription on subscription_pause (org_id, subscription_id, from_date);
create index subscription_pause_scope on subscription_pause (org_id, scope_id, scope_path);
call wall_of_scope('subscription_pause', 'select, insert, update');

-- How recurring revenue came to what it is: added up to any day, the rows give that day's.
create table subscription_revenue (
  org_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  on_date date not null,
  reason text not null check (reason in ('new', 'expansion', 'contraction', 'paused', 'resumed', 'churned')),
  currency text not null,
  "interval" text not null,
  interval_count smallint not null,
  -- What a period comes to, before tax, from this day on less what it came to before.
  change_minor bigint not null,
  -- One more subscriber, one less, or none.
  subscribers smallint not null check (subscribers between -1 and 1),
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, subscription_id) references subscription,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index subscription_revenue_subscription on subscription_revenue (org_id, subscription_id, on_date);
create index subscription_revenue_day on subscription_revenue (org_id, on_date)
  include (reason, currency, "interval", interval_count, change_minor, subscribers);
create index subscription_revenue_scope on subscription_revenue (org_id, scope_id, scope_path);
call wall_of_scope('subscription_revenue', 'select, insert, update (scope_id, scope_path)');

create table subscription_status_change (
  org_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  from_status text,
  to_status text not null,
  reason text,
  at timestamptz not null,
  by uuid,
  primary key (org_id, id),
  foreign key (org_id, record_id) references subscription,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index subscription_status_change_record on subscription_status_change (org_id, record_id, at desc, id desc);
create index subscription_status_change_at on subscription_status_change (org_id, at, to_status);
create index subscription_status_change_scope on subscription_status_change (org_id, scope_id, scope_path);
call wall_of_scope('subscription_status_change', 'select, insert, update (scope_id, scope_path)');

-- Which subscription an invoice bills, and what became of a quote.
alter table invoice add column subscription_id uuid;
alter table invoice add constraint invoice_subscription foreign key (org_id, subscription_id) references subscription;
create index invoice_subscription on invoice (org_id, subscription_id, created_at desc, id desc)
  where subscription_id is not null;
alter table quote add column subscription_id uuid;
alter table quote add constraint quote_subscription foreign key (org_id, subscription_id) references subscription;
create index quote_subscription on quote (org_id, subscription_id) where subscription_id is not null;
