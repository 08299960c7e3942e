-- How the documents of a company look and what stands on them beside what they say.

-- The layout, language and texts of one kind of document, for an entity or (null) for the whole company.
create table document_template (
  org_id uuid not null references organisation,
  id uuid not null,
  entity_id uuid,
  kind text not null check (kind in ('quote', 'order', 'invoice', 'credit_note', 'statement')),
  layout text not null check (layout in ('classic', 'modern', 'compact')),
  language text not null check (language in ('en', 'ar', 'both')),
  -- Texts by place and language: {"opening": {"en": "…", "ar": "…"}, …}.
  texts jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (org_id, id),
  constraint document_template_once unique nulls not distinct (org_id, kind, entity_id),
  foreign key (org_id, entity_id) references entity (org_id, node_id)
);
create index document_template_entity on document_template (org_id, entity_id) where entity_id is not null;
call wall_of_tenant('document_template');

-- Logo and footer of an entity, or of the organisation for those that have none. Colour and bank details are the entity's.
create table document_branding (
  org_id uuid not null references organisation,
  node_id uuid not null,
  -- Documents that were sent name their logo: an object stays when another takes its place.
  logo_key text,
  logo_type text check (logo_type in ('image/png', 'image/jpeg')),
  logo_size bigint check (logo_size > 0),
  footer jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (org_id, node_id),
  foreign key (org_id, node_id) references node,
  foreign key (org_id, logo_key) references stored_object,
  constraint document_branding_logo check ((logo_key is null) = (logo_type is null) and (logo_key is null) = (logo_size is null))
);
create index document_branding_logo_key on document_branding (org_id, logo_key) where logo_key is not null;
call wall_of_tenant('document_branding');
