/** Where the caret goes in the line grid, told apart from the screen so that it can be shown to be right. */

export type Place = { row: number; column: number };

export type Pressed = {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  /** Control, or Command on a Mac. */
  command: boolean;
};

export type Grid = { rows: number; columns: number; lastRowIsBlank: boolean };

export type Move =
  | { kind: 'focus'; at: Place }
  | { kind: 'append' }
  | { kind: 'carry'; to: number }
  | { kind: 'remove' };

function vertical(at: Place, by: number, { rows }: Grid): Move | null {
  const row = at.row + by;
  return row >= 0 && row < rows ? { kind: 'focus', at: { row, column: at.column } } : null;
}

function carry(at: Place, by: number, { rows }: Grid): Move | null {
  const to = at.row + by;
  return to >= 0 && to < rows ? { kind: 'carry', to } : null;
}

/** The next row; after the last one a new row, unless the last one is still waiting to be filled. */
function forward(at: Place, column: number, grid: Grid): Move | null {
  if (at.row + 1 < grid.rows) return { kind: 'focus', at: { row: at.row + 1, column } };
  return grid.lastRowIsBlank ? null : { kind: 'append' };
}

/** What a key does in a cell; null leaves the key to the browser. */
export function moveFor(pressed: Pressed, at: Place, grid: Grid): Move | null {
  const { key, shiftKey, altKey, command } = pressed;
  const up = key === 'ArrowUp';
  if (up || key === 'ArrowDown') {
    if (shiftKey || command) return null;
    return altKey ? carry(at, up ? -1 : 1, grid) : vertical(at, up ? -1 : 1, grid);
  }
  if (altKey) return null;
  if (command) return key === 'Delete' || key === 'Backspace' ? { kind: 'remove' } : null;
  if (key === 'Enter') return shiftKey ? vertical(at, -1, grid) : forward(at, at.column, grid);
  if (key === 'Tab' && !shiftKey && at.column === grid.columns - 1) return forward(at, 0, grid);
  return null;
}

/** The items with the one at `from` standing at `to`. */
export function carried<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
