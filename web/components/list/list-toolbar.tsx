import { ViewMenu } from '../views/view-menu.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import type { ListColumn, ListDeclaration, ListFilter, RecordBase } from './declare.ts';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FindDuplicates } from './find-duplicates.tsx';
import { GroupMenu } from './group-counts.tsx';
import { GroupDrawer } from './group-drawer.tsx';
import { ImportLink } from './import-link.tsx';
import classes from './list.module.css';
import { SearchBox } from './search-box.tsx';
import type { ListState } from './use-list-state.ts';

type Props<Item extends RecordBase> = {
  declaration: ListDeclaration<Item>;
  state: ListState;
  shown: ListColumn<Item>[];
  choose: (keys: string[]) => void;
};

const archivedFilter: ListFilter = { key: 'archived', label: 'common:record.archived', type: 'boolean' };

/** The filters of a list, the archived ones of every kind among them. */
export function filtersOf<Item extends RecordBase>({
  filters,
  fixedRows,
}: ListDeclaration<Item>): ListFilter[] {
  const known = fixedRows || filters.some(({ key }) => key === 'archived');
  return known ? filters : [...filters, archivedFilter];
}

/** The view, search, filters, counts, columns and export of a list. */
export function ListToolbar<Item extends RecordBase>({ declaration, state, shown, choose }: Props<Item>) {
  const { kind, columns, views, defaultSort } = declaration;
  return (
    <div className={classes.toolbar}>
      <ViewMenu kind={kind} state={state} defaultSort={defaultSort} />
      <SearchBox words={state.search.q ?? ''} onWords={(q) => state.change({ q: q || null })} />
      <FilterBar
        filters={filtersOf(declaration)}
        values={state.filters}
        change={state.change}
        narrowed={state.narrowed}
        clear={state.clear}
      />
      <GroupDrawer declaration={declaration} state={state} />
      <div className={classes.toolbarEnd}>
        {views}
        <FindDuplicates kind={kind} />
        <GroupMenu declaration={declaration} state={state} />
        <ImportLink kind={declaration.kind} />
        <ExportMenu declaration={declaration} state={state} shown={shown} />
        <ColumnChooser columns={columns} shown={shown} choose={choose} />
      </div>
    </div>
  );
}
