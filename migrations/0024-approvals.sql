-- Rules that hold a document back until somebody agrees, and what was asked and answered about each document.

create table approval_rule (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  condition text not null check (condition in ('discount', 'total', 'margin', 'currency')),
  -- Percent for discount and margin, an amount in its currency for the total.
  limit_value numeric(24, 4) check (limit_value >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  unknown_counts boolean not null,
  -- The entity that it holds for; null: the whole company.
  node_id uuid,
  active boolean not null default true,
  sort_order integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  constraint approval_rule_name unique (org_id, name),
  foreign key (org_id, node_id) references node,
  constraint approval_rule_has_its_limit check ((condition = 'currency') = (limit_value is null)),
  constraint approval_rule_percent check (condition = 'total' or limit_value is null or limit_value <= 100),
  constraint approval_rule_has_its_currency check ((condition = 'total') = (currency is not null))
);
create index approval_rule_node on approval_rule (org_id, node_id);
call wall_of_tenant('approval_rule');

-- Whoever holds one of these roles may approve what breaks the rule; without any, everybody with the right.
create table approval_rule_role (
  org_id uuid not null references organisation,
  rule_id uuid not null,
  role_id uuid not null,
  primary key (org_id, rule_id, role_id),
  foreign key (org_id, rule_id) references approval_rule,
  foreign key (org_id, role_id) references role
);
create index approval_rule_role_role on approval_rule_role (org_id, role_id);
call wall_of_tenant('approval_rule_role');

-- A question put to the approvers about the content that a document had then.
create table approval_request (
  org_id uuid not null references organisation,
  id uuid not null,
  -- The quote.
  record_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  status text not null check (status in ('pending', 'approved', 'rejected', 'stale')),
  -- The newest about its record: the one that counts.
  current boolean not null default true,
  -- Null where somebody approved without being asked.
  requested_by uuid,
  requested_at timestamptz not null,
  comment text check (length(comment) <= 1000),
  decided_by uuid,
  decided_at timestamptz,
  decision_comment text check (length(decision_comment) <= 1000),
  primary key (org_id, id),
  foreign key (org_id, record_id) references quote,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, requested_by) references member,
  foreign key (org_id, decided_by) references member,
  constraint approval_request_decided check (status in ('pending', 'stale') or decided_at is not null)
);
create unique index approval_request_current on approval_request (org_id, record_id) where current;
create index approval_request_record on approval_request (org_id, record_id, requested_at desc);
create index approval_request_open on approval_request (org_id, status, record_id) where current;
create index approval_request_scope on approval_request (org_id, scope_id, scope_path);
create index approval_request_requester on approval_request (org_id, requested_by);
create index approval_request_decider on approval_request (org_id, decided_by);
call wall_of_scope('approval_request');

-- Each rule that the document broke then, with the figures, and who agreed.
create table approval_reason (
  org_id uuid not null references organisation,
  id uuid not null,
  request_id uuid not null,
  record_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  rule_id uuid not null,
  rule_name text not null,
  condition text not null check (condition in ('discount', 'total', 'margin', 'currency')),
  limit_text text,
  currency text,
  figure text,
  unknown boolean not null,
  with_options boolean not null,
  approved_by uuid,
  approved_at timestamptz,
  primary key (org_id, id),
  constraint approval_reason_once unique (org_id, request_id, rule_id),
  foreign key (org_id, request_id) references approval_request,
  foreign key (org_id, rule_id) references approval_rule,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, approved_by) references member,
  constraint approval_reason_says_who check ((approved_by is null) = (approved_at is null))
);
create index approval_reason_record on approval_reason (org_id, record_id);
create index approval_reason_rule on approval_reason (org_id, rule_id);
create index approval_reason_scope on approval_reason (org_id, scope_id, scope_path);
create index approval_reason_approver on approval_reason (org_id, approved_by);
call wall_of_scope('approval_reason');

-- What was asked of several members is settled for all of them at once.
create index notification_record on notification (org_id, record_id, type)
  where record_id is not null and read_at is null;
