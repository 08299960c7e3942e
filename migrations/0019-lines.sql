-- What a line of a document is beside its amounts, and the language that a document speaks.
do $$
declare lines text;
begin
  foreach lines in array array['quote_line', 'invoice_line'] loop
    execute format($f$alter table %I
      add column line_type text not null default 'item' check (line_type in ('item', 'heading')),
      add column product_id uuid,
      -- What the seller pays for one unit; never on a customer's copy.
      add column unit_cost numeric(18, 4) check (unit_cost >= 0),
      -- An optional line counts once the customer has chosen it.
      add column optional boolean not null default false,
      add column selected boolean not null default true,
      -- The line that was sold and of which this one invoices a part: its row in the ledger.
      add column source_id uuid,
      add constraint %I foreign key (org_id, product_id) references product,
      add constraint %I check (optional or selected),
      add constraint %I check (line_type = 'item' or (unit_price = 0 and not optional))$f$,
      lines, lines || '_product', lines || '_chosen', lines || '_heading');
    execute format('create index %I on %I (org_id, product_id) where product_id is not null', lines || '_product', lines);
    execute format('create index %I on %I (org_id, source_id) where source_id is not null', lines || '_source', lines);
  end loop;
end $$;
-- Null: the language of the entity's template.
alter table quote add column language text check (language in ('en', 'ar', 'both'));
alter table invoice add column language text check (language in ('en', 'ar', 'both'));

alter table number_series drop constraint number_series_document_check,
  add constraint number_series_document_check check (document in ('quote', 'order', 'invoice', 'credit_note'));
