/** A rule of the data as a question: `sql` answers a row `{place}` for each place where it does not hold. */
export type Invariant = {
  /** As docs/invariants.md numbers it. */
  id: string;
  sql: string;
  /** Statements that break it, past the constraint that holds it: the question must then be answered. */
  broken: string[];
};
