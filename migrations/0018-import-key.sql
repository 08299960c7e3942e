-- A key may do less than its maker: it has the imports that it brought in itself, not those of its maker.
alter table data_import add column api_key_id uuid;
alter table data_import add constraint data_import_api_key foreign key (org_id, api_key_id) references api_key;
create index data_import_api_key on data_import (org_id, api_key_id) where api_key_id is not null;
