import { announce, audit, type Call } from '#platform/access/call.ts';

/** What other parts of Parley, and open browsers, may have kept and must read again. */
export type Section =
  | 'organisation'
  | 'modules'
  | 'entities'
  | 'hierarchy'
  | 'option_lists'
  | 'tax_rates'
  | 'payment_terms'
  | 'exchange_rates'
  | 'numbering';

export type SettingChange = {
  section: Section;
  /** After `settings.`: `tax_rate.created`. */
  action: string;
  /** `tax_rate`, and which one. */
  kind: string;
  id?: string | null;
  scopePath?: string | null;
  before?: unknown;
  after?: unknown;
};

/** The audit entry and the event that every change of a setting leaves. */
export function leaveTraces(call: Call, change: SettingChange): void {
  audit(call, {
    action: `settings.${change.action}`,
    recordKind: change.kind,
    recordId: change.id ?? null,
    scopePath: change.scopePath ?? null,
    before: change.before,
    after: change.after,
  });
  announce(call, { type: 'settings.changed', payload: { section: change.section } });
}

type Columns = Record<string, unknown>;

/** The columns of `next` that differ from the row, with their old and new values; null when nothing differs. */
export function differing(row: Columns, next: Columns): { before: Columns; after: Columns } | null {
  const names = Object.keys(next).filter((name) => next[name] !== undefined && next[name] !== row[name]);
  if (names.length === 0) return null;
  return {
    before: Object.fromEntries(names.map((name) => [name, row[name]])),
    after: Object.fromEntries(names.map((name) => [name, next[name]])),
  };
}
