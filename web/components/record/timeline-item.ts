type Facts = Record<string, unknown>;

/** One fact about a record: `kind` says what was done (`status_changed`), `before` and `after` what it changed. */
export type TimelineItem = {
  id: string;
  kind: string;
  at: string;
  actor?: { id?: string | null; name?: string | null; kind?: string } | null;
  before?: Facts | null;
  after?: Facts | null;
};
