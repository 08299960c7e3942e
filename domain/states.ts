/** Where a record may go from each state; what is not listed is refused. */
export type TransitionTable<State extends string> = Readonly<Record<State, readonly State[]>>;

export type Transitions<State extends string> = {
  readonly states: readonly State[];
  /** The states that may follow, in the order of the table. */
  allowed(from: State): readonly State[];
  canMove(from: State, to: State): boolean;
  isFinal(state: State): boolean;
  isState(value: string): value is State;
};

/**
 * Checks a transition table when the module loads and answers questions about it. `finals` are the states without a
 * way out. A target that is no state, a state that leads to itself, a final with a way out or an undeclared dead end
 * throws: a broken table must not serve one request.
 */
export function transitions<const State extends string>(
  table: TransitionTable<State>,
  finals: readonly NoInfer<State>[],
): Transitions<State> {
  const states = Object.keys(table) as State[];
  const isState = (value: string): value is State => Object.hasOwn(table, value);
  for (const from of states) {
    for (const to of table[from]) {
      if (!isState(to)) throw new Error(`"${from}" leads to "${String(to)}", which is no state.`);
      if (to === from) throw new Error(`"${from}" leads to itself.`);
    }
    if ((table[from].length === 0) !== finals.includes(from)) {
      throw new Error(`"${from}" must either be final or lead somewhere.`);
    }
  }
  for (const final of finals) if (!isState(final)) throw new Error(`"${String(final)}" is no state.`);
  return {
    states,
    allowed: (from) => table[from],
    canMove: (from, to) => table[from].includes(to),
    isFinal: (state) => table[state].length === 0,
    isState,
  };
}
