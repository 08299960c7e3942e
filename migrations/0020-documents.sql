-- What a customer's copy of a document says, and the PDF that was made of it.

-- The content of a document as it was sent or issued: never changed and never removed, so that no later change of a
-- customer, a template or a price alters what somebody has on paper. The newest one counts.
create table document_snapshot (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  record_kind text not null check (record_kind <> ''),
  record_id uuid not null,
  number integer not null check (number > 0),
  content jsonb not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  -- The file at the record that holds its PDF, where one was kept with it.
  file_id uuid,
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, id),
  constraint document_snapshot_number unique (org_id, record_id, number),
  foreign key (org_id, file_id) references file,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index document_snapshot_scope on document_snapshot (org_id, scope_id, scope_path);
create index document_snapshot_file on document_snapshot (org_id, file_id) where file_id is not null;
call wall_of_scope('document_snapshot', 'select, insert, update (scope_id, scope_path)');

-- The stored PDF of a content of a record: made once, then always these bytes.
create table document_pdf (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  record_id uuid not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  key text not null,
  size bigint not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  primary key (org_id, id),
  constraint document_pdf_content unique (org_id, record_id, content_sha256),
  constraint document_pdf_key unique (org_id, key),
  foreign key (org_id, key) references stored_object,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index document_pdf_scope on document_pdf (org_id, scope_id, scope_path);
call wall_of_scope('document_pdf', 'select, insert, update (scope_id, scope_path)');
