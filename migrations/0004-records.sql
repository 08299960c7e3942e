-- Names that order lists are collated by language, not by byte: lists read as people sort.

create table account (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  name text collate "und-x-icu" not null check (name <> '' and length(name) <= 180),
  legal_name text check (length(legal_name) <= 180),
  account_type text check (length(account_type) <= 120),
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 40),
  phone_e164 text,
  website text check (length(website) <= 2000),
  website_domain text,
  industry text check (length(industry) <= 120),
  registration_number text check (length(registration_number) <= 60),
  tax_number text check (length(tax_number) <= 60),
  street text, city text, region text, postal_code text,
  country text check (country ~ '^[A-Z]{2}$'),
  payment_term_id uuid,
  parent_account_id uuid,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, payment_term_id) references payment_term,
  constraint account_parent foreign key (org_id, parent_account_id) references account,
  constraint account_is_not_its_own_parent check (parent_account_id <> id)
);
create index account_recent on account (org_id, created_at desc, id desc) where archived_at is null;
create index account_updated on account (org_id, updated_at desc, id desc) where archived_at is null;
create index account_name on account (org_id, name, id) where archived_at is null;
create index account_status on account (org_id, status, created_at desc, id desc) where archived_at is null;
create index account_scope on account (org_id, scope_id, scope_path);
create index account_owner on account (org_id, owner_id, created_at desc, id desc);
create index account_parent on account (org_id, parent_account_id) where parent_account_id is not null;
create index account_payment_term on account (org_id, payment_term_id) where payment_term_id is not null;
create index account_email on account (org_id, email) where email is not null;
create index account_domain on account (org_id, website_domain) where website_domain is not null;
create index account_phone on account (org_id, phone_e164) where phone_e164 is not null;
create index account_tax_number on account (org_id, tax_number) where tax_number is not null;
create index account_search on account using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('account');

create table campaign (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  name text collate "und-x-icu" not null check (name <> '' and length(name) <= 180),
  type text not null default 'other'
    check (type in ('email', 'event', 'webinar', 'social', 'advertising', 'referral', 'other')),
  status text not null default 'planned'
    check (status in ('planned', 'active', 'paused', 'completed', 'cancelled', 'archived')),
  start_date date,
  end_date date,
  budget_minor bigint check (budget_minor >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  description text check (length(description) <= 5000),
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, owner_id) references member,
  check (end_date >= start_date),
  check (budget_minor is null or currency is not null)
);
create index campaign_recent on campaign (org_id, created_at desc, id desc) where archived_at is null;
create index campaign_updated on campaign (org_id, updated_at desc, id desc) where archived_at is null;
create index campaign_name on campaign (org_id, name, id) where archived_at is null;
create index campaign_scope on campaign (org_id, scope_id, scope_path);
create index campaign_owner on campaign (org_id, owner_id);
create index campaign_search on campaign using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('campaign');

create table contact (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  account_id uuid,
  campaign_id uuid,
  first_name text not null check (first_name <> '' and length(first_name) <= 120),
  last_name text check (length(last_name) <= 120),
  display_name text collate "und-x-icu" not null,
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 40),
  phone_e164 text,
  mobile text check (length(mobile) <= 40),
  mobile_e164 text,
  job_title text check (length(job_title) <= 120),
  role text check (length(role) <= 120),
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  is_primary boolean not null default false,
  email_opt_in boolean not null default false,
  sms_opt_in boolean not null default false,
  preferred_contact_method text check (preferred_contact_method in ('email', 'phone', 'sms')),
  source text check (length(source) <= 120),
  last_contacted_at timestamptz,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, campaign_id) references campaign,
  constraint primary_contact_has_an_account check (not is_primary or account_id is not null)
);
create unique index contact_one_primary on contact (org_id, account_id) where is_primary and archived_at is null;
create index contact_recent on contact (org_id, created_at desc, id desc) where archived_at is null;
create index contact_updated on contact (org_id, updated_at desc, id desc) where archived_at is null;
create index contact_name on contact (org_id, display_name, id) where archived_at is null;
create index contact_scope on contact (org_id, scope_id, scope_path);
create index contact_owner on contact (org_id, owner_id, created_at desc, id desc);
create index contact_account on contact (org_id, account_id, created_at desc, id desc);
create index contact_campaign on contact (org_id, campaign_id) where campaign_id is not null;
create index contact_email on contact (org_id, email) where email is not null;
create index contact_phone on contact (org_id, phone_e164) where phone_e164 is not null;
create index contact_mobile on contact (org_id, mobile_e164) where mobile_e164 is not null;
create index contact_search on contact using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('contact');

-- The consent ledger: append-only, per channel and address; the newest entry of an address holds.
create table consent_entry (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  channel text not null check (channel in ('email', 'sms')),
  address text not null,
  state text not null check (state in ('unknown', 'granted', 'withdrawn')),
  source text not null,
  record_kind text not null check (record_kind in ('lead', 'contact')),
  record_id uuid not null,
  at timestamptz not null,
  by uuid,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index consent_entry_address on consent_entry (org_id, channel, address, at desc);
create index consent_entry_record on consent_entry (org_id, record_id, at desc);
create index consent_entry_scope on consent_entry (org_id, scope_id, scope_path);
call wall_of_scope('consent_entry', 'select, insert, update (scope_id, scope_path)');

create table lead (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  first_name text check (length(first_name) <= 120),
  last_name text check (length(last_name) <= 120),
  company_name text check (length(company_name) <= 180),
  display_name text collate "und-x-icu" not null,
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 40),
  phone_e164 text,
  job_title text check (length(job_title) <= 120),
  source text check (length(source) <= 120),
  quality text check (quality in ('hot', 'warm', 'cold')),
  status text not null default 'new' check (status in ('new', 'contacted', 'qualified', 'lost', 'junk', 'converted')),
  status_changed_at timestamptz not null,
  next_action_date date,
  next_action_note text check (length(next_action_note) <= 500),
  campaign_id uuid,
  account_id uuid,
  contact_id uuid,
  -- What a converted lead became.
  converted_at timestamptz,
  converted_account_id uuid,
  converted_contact_id uuid,
  converted_opportunity_id uuid,
  converted_quote_id uuid,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, campaign_id) references campaign,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, contact_id) references contact,
  foreign key (org_id, converted_account_id) references account,
  foreign key (org_id, converted_contact_id) references contact,
  constraint lead_has_a_name check (first_name is not null or company_name is not null),
  constraint lead_converted_has_a_time check ((status = 'converted') = (converted_at is not null)),
  constraint lead_converted_has_an_account check (status <> 'converted' or converted_account_id is not null)
);
create index lead_recent on lead (org_id, created_at desc, id desc) where archived_at is null;
create index lead_updated on lead (org_id, updated_at desc, id desc) where archived_at is null;
create index lead_name on lead (org_id, display_name, id) where archived_at is null;
create index lead_status on lead (org_id, status, created_at desc, id desc) where archived_at is null;
create index lead_scope on lead (org_id, scope_id, scope_path);
-- Counts in a branch, and of one's own: answered from the index alone, which stays small because few values repeat.
create index lead_place on lead (org_id, scope_path, status) where archived_at is null;
create index lead_own on lead (org_id, owner_id, status, scope_path) where archived_at is null;
create index lead_owner on lead (org_id, owner_id, created_at desc, id desc);
create index lead_next_action on lead (org_id, next_action_date, id)
  where archived_at is null and next_action_date is not null;
create index lead_campaign on lead (org_id, campaign_id) where campaign_id is not null;
create index lead_account on lead (org_id, account_id) where account_id is not null;
create index lead_contact on lead (org_id, contact_id) where contact_id is not null;
create index lead_converted_account on lead (org_id, converted_account_id) where converted_account_id is not null;
create index lead_converted_contact on lead (org_id, converted_contact_id) where converted_contact_id is not null;
create index lead_email on lead (org_id, email) where email is not null;
create index lead_search on lead using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('lead');

create table opportunity (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  name text collate "und-x-icu" not null check (name <> '' and length(name) <= 180),
  description text check (length(description) <= 1200),
  amount_minor bigint check (amount_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  probability smallint not null check (probability between 0 and 100),
  expected_close_date date,
  stage text not null default 'new'
    check (stage in ('new', 'qualified', 'quote_ready', 'negotiation', 'won', 'lost')),
  stage_changed_at timestamptz not null,
  closed_at timestamptz,
  lost_reason text check (length(lost_reason) <= 1000),
  next_step text check (length(next_step) <= 500),
  lead_id uuid,
  account_id uuid,
  contact_id uuid,
  campaign_id uuid,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, lead_id) references lead,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, contact_id) references contact,
  foreign key (org_id, campaign_id) references campaign,
  constraint opportunity_closed_has_a_time check ((stage in ('won', 'lost')) = (closed_at is not null)),
  constraint opportunity_reason_only_when_lost check (lost_reason is null or stage = 'lost')
);
create index opportunity_recent on opportunity (org_id, created_at desc, id desc) where archived_at is null;
create index opportunity_updated on opportunity (org_id, updated_at desc, id desc) where archived_at is null;
create index opportunity_name on opportunity (org_id, name, id) where archived_at is null;
create index opportunity_stage on opportunity (org_id, stage, created_at desc, id desc) where archived_at is null;
create index opportunity_board on opportunity (org_id, stage, scope_path, currency)
  include (owner_id, amount_minor, probability) where archived_at is null;
create index opportunity_close on opportunity (org_id, expected_close_date, id)
  include (stage, amount_minor, currency, probability)
  where archived_at is null and expected_close_date is not null;
create index opportunity_scope on opportunity (org_id, scope_id, scope_path);
create index opportunity_owner on opportunity (org_id, owner_id, created_at desc, id desc);
create index opportunity_lead on opportunity (org_id, lead_id) where lead_id is not null;
create index opportunity_account on opportunity (org_id, account_id) where account_id is not null;
create index opportunity_contact on opportunity (org_id, contact_id) where contact_id is not null;
create index opportunity_campaign on opportunity (org_id, campaign_id) where campaign_id is not null;
create index opportunity_search on opportunity using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('opportunity');

create table quote (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  -- The entity whose numbering is used; the organisation's own node while a quote names no entity.
  series_node_id uuid not null,
  number text not null check (number ~ '^[A-Za-z0-9._-]{1,60}$'),
  title text collate "und-x-icu" not null check (title <> '' and length(title) <= 180),
  description text check (length(description) <= 5000),
  reference text check (length(reference) <= 120),
  status text not null default 'draft'
    check (status in ('draft', 'sent', 'viewed', 'accepted', 'declined', 'expired', 'revised')),
  status_changed_at timestamptz not null,
  valid_until date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- With lines it equals total_minor; without, it is the seller's estimate.
  amount_minor bigint check (amount_minor >= 0),
  discount_type text not null default 'none' check (discount_type in ('none', 'percent', 'fixed')),
  discount_value numeric(24, 4) not null default 0 check (discount_value >= 0),
  subtotal_minor bigint not null default 0 check (subtotal_minor >= 0),
  discount_minor bigint not null default 0 check (discount_minor between 0 and subtotal_minor),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  total_minor bigint not null default 0,
  line_count integer not null default 0,
  terms text check (length(terms) <= 20000),
  customer_note text check (length(customer_note) <= 5000),
  internal_note text check (length(internal_note) <= 5000),
  -- The parties as they were when the quote was sent.
  customer jsonb,
  seller jsonb,
  billing_address jsonb,
  shipping_address jsonb,
  lead_id uuid,
  opportunity_id uuid,
  account_id uuid,
  contact_id uuid,
  version_number integer not null default 1,
  revision_of_id uuid,
  acceptance_method text check (acceptance_method in ('manual', 'link', 'signature')),
  decision_note text check (length(decision_note) <= 1000),
  decided_at timestamptz,
  invoice_id uuid,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  constraint quote_number_once unique (org_id, series_node_id, number),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, series_node_id) references node,
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, lead_id) references lead,
  foreign key (org_id, opportunity_id) references opportunity,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, contact_id) references contact,
  foreign key (org_id, revision_of_id) references quote,
  constraint quote_total_adds_up check (total_minor = subtotal_minor - discount_minor + tax_minor),
  constraint quote_amount_is_the_total check (line_count = 0 or amount_minor = total_minor),
  constraint quote_accepted_says_how check (status <> 'accepted' or acceptance_method is not null)
);
create unique index quote_revised_once on quote (org_id, revision_of_id) where revision_of_id is not null;
create index quote_recent on quote (org_id, created_at desc, id desc) where archived_at is null;
create index quote_updated on quote (org_id, updated_at desc, id desc) where archived_at is null;
create index quote_title on quote (org_id, title, id) where archived_at is null;
create index quote_status on quote (org_id, status, created_at desc, id desc) where archived_at is null;
create index quote_expiring on quote (org_id, valid_until) where status in ('sent', 'viewed');
create index quote_scope on quote (org_id, scope_id, scope_path);
create index quote_owner on quote (org_id, owner_id, created_at desc, id desc);
create index quote_lead on quote (org_id, lead_id) where lead_id is not null;
create index quote_opportunity on quote (org_id, opportunity_id) where opportunity_id is not null;
create index quote_account on quote (org_id, account_id) where account_id is not null;
create index quote_contact on quote (org_id, contact_id) where contact_id is not null;
create index quote_search on quote using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('quote');

create table quote_line (
  org_id uuid not null,
  id uuid not null,
  quote_id uuid not null,
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
  primary key (org_id, id),
  foreign key (org_id, quote_id) references quote,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  check (total_minor = net_minor - discount_minor + tax_minor)
);
create index quote_line_quote on quote_line (org_id, quote_id, sort_order);
create index quote_line_scope on quote_line (org_id, scope_id, scope_path);
call wall_of_scope('quote_line', 'select, insert, update, delete');

create table invoice (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  entity_id uuid not null,
  number text check (number ~ '^[A-Za-z0-9._-]{1,60}$'),
  title text check (length(title) <= 180),
  reference text check (length(reference) <= 120),
  status text not null default 'draft' check (status in ('draft', 'issued', 'partially_paid', 'paid', 'void')),
  status_changed_at timestamptz not null,
  invoice_date date,
  due_date date,
  payment_term_id uuid,
  issued_at timestamptz,
  void_reason text check (length(void_reason) <= 1000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  discount_type text not null default 'none' check (discount_type in ('none', 'percent', 'fixed')),
  discount_value numeric(24, 4) not null default 0 check (discount_value >= 0),
  subtotal_minor bigint not null default 0 check (subtotal_minor >= 0),
  discount_minor bigint not null default 0 check (discount_minor between 0 and subtotal_minor),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  total_minor bigint not null default 0,
  paid_minor bigint not null default 0,
  balance_minor bigint generated always as (case status when 'void' then 0 else total_minor - paid_minor end) stored,
  -- What names an invoice to people: its number or, until it has one, its title.
  display_name text collate "und-x-icu" generated always as (coalesce(number, title, '')) stored,
  line_count integer not null default 0,
  terms text check (length(terms) <= 20000),
  customer_note text check (length(customer_note) <= 5000),
  internal_note text check (length(internal_note) <= 5000),
  -- The parties as they were when the invoice was issued.
  customer jsonb,
  seller jsonb,
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
  constraint invoice_number_once unique (org_id, entity_id, number),
  constraint quote_makes_one_invoice unique (org_id, quote_id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, entity_id) references entity (org_id, node_id),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, contact_id) references contact,
  foreign key (org_id, opportunity_id) references opportunity,
  foreign key (org_id, quote_id) references quote,
  foreign key (org_id, payment_term_id) references payment_term,
  constraint invoice_total_adds_up check (total_minor = subtotal_minor - discount_minor + tax_minor),
  constraint invoice_number_from_issue check ((status = 'draft') = (number is null)),
  constraint invoice_issue_is_dated check (status = 'draft' or (issued_at is not null and invoice_date is not null)),
  constraint invoice_never_overpaid check (paid_minor between 0 and total_minor),
  constraint invoice_status_tells_payment check (case status
    when 'paid' then paid_minor = total_minor
    when 'partially_paid' then paid_minor > 0 and paid_minor < total_minor
    else paid_minor = 0 end),
  constraint invoice_void_has_a_reason check ((status = 'void') = (void_reason is not null))
);
alter table quote add constraint quote_invoice foreign key (org_id, invoice_id) references invoice;
create index quote_invoice on quote (org_id, invoice_id) where invoice_id is not null;
create index invoice_recent on invoice (org_id, created_at desc, id desc) where archived_at is null;
create index invoice_updated on invoice (org_id, updated_at desc, id desc) where archived_at is null;
create index invoice_status on invoice (org_id, status, created_at desc, id desc) where archived_at is null;
create index invoice_due on invoice (org_id, due_date, id)
  include (status, total_minor, paid_minor, currency) where archived_at is null and due_date is not null;
create index invoice_scope on invoice (org_id, scope_id, scope_path);
create index invoice_owner on invoice (org_id, owner_id, created_at desc, id desc);
create index invoice_account on invoice (org_id, account_id, created_at desc, id desc);
create index invoice_contact on invoice (org_id, contact_id) where contact_id is not null;
create index invoice_opportunity on invoice (org_id, opportunity_id) where opportunity_id is not null;
create index invoice_payment_term on invoice (org_id, payment_term_id) where payment_term_id is not null;
create index invoice_search on invoice using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('invoice');

create table invoice_line (
  org_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
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
  primary key (org_id, id),
  foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  check (total_minor = net_minor - discount_minor + tax_minor)
);
create index invoice_line_invoice on invoice_line (org_id, invoice_id, sort_order);
create index invoice_line_scope on invoice_line (org_id, scope_id, scope_path);
call wall_of_scope('invoice_line', 'select, insert, update, delete');

create table payment (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  invoice_id uuid not null,
  account_id uuid not null,
  payment_date date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  method text not null check (length(method) <= 120),
  reference text check (length(reference) <= 120),
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, account_id) references account
);
create index payment_recent on payment (org_id, created_at desc, id desc) where archived_at is null;
create index payment_date on payment (org_id, payment_date desc, id desc) where archived_at is null;
create index payment_scope on payment (org_id, scope_id, scope_path);
create index payment_owner on payment (org_id, owner_id);
create index payment_invoice on payment (org_id, invoice_id, payment_date);
create index payment_account on payment (org_id, account_id);
call wall_of_scope('payment', 'select, insert');

-- The lead was converted into these; added here because the tables name each other.
alter table lead add constraint lead_converted_opportunity
  foreign key (org_id, converted_opportunity_id) references opportunity;
alter table lead add constraint lead_converted_quote foreign key (org_id, converted_quote_id) references quote;
create index lead_converted_opportunity on lead (org_id, converted_opportunity_id)
  where converted_opportunity_id is not null;
create index lead_converted_quote on lead (org_id, converted_quote_id) where converted_quote_id is not null;

-- Every change of a status or stage, with who and when: one table of the same shape for each kind that has one.
do $$
declare kind text;
begin
  foreach kind in array array['lead', 'opportunity', 'quote', 'invoice'] loop
    execute format('create table %I (
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
      foreign key (org_id, record_id) references %I,
      foreign key (org_id, scope_id, scope_path) references node (org_id, id, path))', kind || '_status_change', kind);
    execute format('create index %I on %I (org_id, record_id, at desc, id desc)',
      kind || '_status_change_record', kind || '_status_change');
    execute format('create index %I on %I (org_id, at, to_status)',
      kind || '_status_change_at', kind || '_status_change');
    execute format('create index %I on %I (org_id, scope_id, scope_path)',
      kind || '_status_change_scope', kind || '_status_change');
    execute format('call wall_of_scope(%L, %L)', kind || '_status_change', 'select, insert, update (scope_id, scope_path)');
  end loop;
end $$;
