import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cells, newLine } from '#web/components/document/draft.ts';
import { carried, moveFor } from '#web/components/document/grid-moves.ts';
import { isTable, pasteInto, readRows } from '#web/components/document/paste.ts';

const pressed = (key: string, more: object = {}) => ({
  key,
  shiftKey: false,
  altKey: false,
  command: false,
  ...more,
});
const grid = (more: object = {}) => ({ rows: 3, columns: cells.length, lastRowIsBlank: false, ...more });

test('arrows go up and down a column and stop at its ends', () => {
  assert.deepEqual(moveFor(pressed('ArrowDown'), { row: 0, column: 3 }, grid()), {
    kind: 'focus',
    at: { row: 1, column: 3 },
  });
  assert.equal(moveFor(pressed('ArrowUp'), { row: 0, column: 3 }, grid()), null);
  assert.equal(moveFor(pressed('ArrowDown'), { row: 2, column: 3 }, grid()), null);
  assert.equal(moveFor(pressed('ArrowDown', { shiftKey: true }), { row: 0, column: 3 }, grid()), null);
});

test('Enter goes to the next row, and after the last one makes a new row unless one waits already', () => {
  assert.deepEqual(moveFor(pressed('Enter'), { row: 0, column: 2 }, grid()), {
    kind: 'focus',
    at: { row: 1, column: 2 },
  });
  assert.deepEqual(moveFor(pressed('Enter'), { row: 2, column: 2 }, grid()), { kind: 'append' });
  assert.equal(moveFor(pressed('Enter'), { row: 2, column: 2 }, grid({ lastRowIsBlank: true })), null);
  assert.deepEqual(moveFor(pressed('Enter', { shiftKey: true }), { row: 2, column: 2 }, grid()), {
    kind: 'focus',
    at: { row: 1, column: 2 },
  });
});

test('Tab leaves the last cell for the next row, and leaves the grid from a blank last row', () => {
  const last = cells.length - 1;
  assert.equal(moveFor(pressed('Tab'), { row: 0, column: 1 }, grid()), null);
  assert.deepEqual(moveFor(pressed('Tab'), { row: 0, column: last }, grid()), {
    kind: 'focus',
    at: { row: 1, column: 0 },
  });
  assert.deepEqual(moveFor(pressed('Tab'), { row: 2, column: last }, grid()), { kind: 'append' });
  assert.equal(moveFor(pressed('Tab'), { row: 2, column: last }, grid({ lastRowIsBlank: true })), null);
  assert.equal(moveFor(pressed('Tab', { shiftKey: true }), { row: 0, column: last }, grid()), null);
});

test('Alt with an arrow carries the row, Control with Delete removes it, plain Delete edits the text', () => {
  assert.deepEqual(moveFor(pressed('ArrowUp', { altKey: true }), { row: 1, column: 0 }, grid()), {
    kind: 'carry',
    to: 0,
  });
  assert.equal(moveFor(pressed('ArrowUp', { altKey: true }), { row: 0, column: 0 }, grid()), null);
  assert.deepEqual(moveFor(pressed('Delete', { command: true }), { row: 1, column: 0 }, grid()), {
    kind: 'remove',
  });
  assert.equal(moveFor(pressed('Delete'), { row: 1, column: 0 }, grid()), null);
});

test('a carried row keeps the others in their order', () => {
  assert.deepEqual(carried(['a', 'b', 'c', 'd'], 0, 2), ['b', 'c', 'a', 'd']);
  assert.deepEqual(carried(['a', 'b', 'c', 'd'], 3, 0), ['d', 'a', 'b', 'c']);
});

test('rows of a sheet are read with their quoted cells, and empty rows are left out', () => {
  assert.deepEqual(readRows('Desk\t2\tpc\r\nLamp\t3\t\r\n\r\n'), [
    ['Desk', '2', 'pc'],
    ['Lamp', '3', ''],
  ]);
  assert.deepEqual(readRows('"Desk\nwalnut"\t1\n"say ""hi"""\t2'), [
    ['Desk walnut', '1'],
    ['say "hi"', '2'],
  ]);
  assert.deepEqual(readRows('3" pipe\t5'), [['3" pipe', '5']]);
});

test('one value is no table; a row or a column of several is', () => {
  assert.equal(isTable(readRows('Desk')), false);
  assert.equal(isTable(readRows('Desk\n')), false);
  assert.equal(isTable(readRows('Desk\t2')), true);
  assert.equal(isTable(readRows('Desk\nLamp')), true);
});

test('pasted rows fill from the cell on, and make new lines below the last one', () => {
  const first = newLine({ description: 'Old', unitPrice: '1', taxRate: '7' });
  const lines = pasteInto(
    [first],
    { row: 0, column: 0 },
    readRows('Desk\t2\tpc\t€ 1,450.50\t10 %\t16%\nLamp\t3'),
    { locale: 'en', taxRate: '19' },
  );
  const desk = lines[0]!;
  assert.equal(desk.key, first.key);
  assert.deepEqual(Object.fromEntries(cells.map((cell) => [cell, desk[cell]])), {
    description: 'Desk',
    quantity: '2',
    unit: 'pc',
    unitPrice: '1450.50',
    discountPercent: '10',
    taxRate: '16',
  });
  assert.equal(lines[1]?.description, 'Lamp');
  assert.equal(lines[1]?.quantity, '3');
  assert.equal(lines[1]?.taxRate, '19');
});

test('numbers are pasted in the notation of the reader, and what is no number stays to be refused', () => {
  const at = { row: 0, column: 1 };
  const paste = (text: string, locale: string) =>
    pasteInto([newLine()], at, [[text, 'x']], { locale, taxRate: '0' })[0]?.quantity;
  assert.equal(paste('1.234,5', 'de'), '1234.5');
  assert.equal(paste('١٬٢٣٤٫٥', 'ar-JO'), '1234.5');
  assert.equal(paste('two', 'en'), 'two');
});

test('what would stand beyond the last column is left out', () => {
  const [line] = pasteInto([newLine()], { row: 0, column: 5 }, [['16', 'beyond', 'far beyond']], {
    locale: 'en',
    taxRate: '0',
  });
  assert.equal(line?.taxRate, '16');
  assert.equal(line?.description, '');
});
