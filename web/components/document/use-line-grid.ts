import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mostLines } from '#domain/document-lines.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { useNotify } from '../notify.tsx';
import { cells, type DraftLine, headingCells, isBlank, isHeading, newLine } from './draft.ts';
import { carried, moveFor, type Place } from './grid-moves.ts';
import { linesOfOffer, type Offer } from './offers.ts';
import { isTable, pasteInto, readRows } from './paste.ts';
import type { DocumentState } from './use-document.ts';
import { useTaxRates } from './use-tax-rates.ts';

const placeOf = ({ row, column }: Place) => `${row}.${column}`;

/** Puts the caret into a cell: at once, or once the row is drawn that was just made or moved. */
function useCaret() {
  const grid = useRef<HTMLDivElement>(null);
  const wanted = useRef<Place | null>(null);
  const focus = (at: Place) => {
    const find = (place: string) => grid.current?.querySelector<HTMLInputElement>(place);
    // A heading has one cell, whatever column the caret comes from.
    const cell =
      find(`[data-place="${placeOf(at)}"]`) ?? find(`[data-place="${placeOf({ ...at, column: 0 })}"]`);
    cell?.focus();
    cell?.select();
  };
  useLayoutEffect(() => {
    if (wanted.current) focus(wanted.current);
    wanted.current = null;
  });
  const focusNext = (at: Place) => {
    wanted.current = at;
  };
  return { grid, focus, focusNext };
}

/** Adding, removing and moving lines, each leaving the caret where one goes on typing. */
function useLineActs(state: DocumentState, taxRate: string, focusNext: (at: Place) => void) {
  const { t } = useTranslation();
  const notify = useNotify();
  const { lines } = state.draft;
  const room = (more: number) => {
    if (lines.length + more <= mostLines) return true;
    notify.done(t('documents:lines.tooMany', { max: mostLines }));
    return false;
  };
  const insertAt = (row: number, line: DraftLine) =>
    state.setLines((before) => [...before.slice(0, row), line, ...before.slice(row)]);
  const append = () => {
    if (!room(1)) return;
    focusNext({ row: lines.length, column: 0 });
    insertAt(lines.length, newLine({ taxRate }));
  };
  const duplicate = (row: number) => {
    const line = lines[row];
    if (!line || !room(1)) return;
    focusNext({ row: row + 1, column: 0 });
    insertAt(row + 1, newLine({ ...line, sourceId: null }));
  };
  const remove = (row: number, column = 0) => {
    const line = lines[row];
    if (!line) return;
    focusNext({ row: Math.max(0, Math.min(row, lines.length - 2)), column });
    state.setLines((before) => before.filter((one) => one.key !== line.key));
    if (!isBlank(line)) notify.done(t('documents:lines.removed'), () => insertAt(row, line));
  };
  const carry = (from: number, to: number, column?: number) => {
    if (column !== undefined) focusNext({ row: to, column });
    state.setLines((before) => carried(before, from, to));
  };
  const addHeading = (row = lines.length) => {
    if (!room(1)) return;
    focusNext({ row, column: 0 });
    insertAt(row, newLine(headingCells));
  };
  const setLine = (row: number, change: Partial<DraftLine>) =>
    state.setLines((before) => before.map((line, at) => (at === row ? { ...line, ...change } : line)));
  const pick = (row: number, offer: Offer) => {
    const line = lines[row];
    const made = line ? linesOfOffer(line, offer) : [];
    if (!line || !room(made.length - 1)) return;
    const bundle = made.length > 1;
    focusNext({ row: bundle ? row + 1 : row, column: offer.unitPrice === null && !bundle ? 3 : 1 });
    state.setLines((before) => before.flatMap((one) => (one.key === line.key ? made : [one])));
    const unpriced = made.filter((one) => one.unitPrice === '').length;
    if (unpriced > 0) {
      notify.done(t('documents:offers.unpriced', { count: unpriced, currency: state.priced.currency }));
    }
  };
  return { room, append, duplicate, remove, carry, addHeading, setLine, pick };
}

/** What can be done to the lines with keys, the clipboard and the mouse, and where the caret stands afterwards. */
export function useLineGrid(state: DocumentState) {
  const { t } = useTranslation();
  const notify = useNotify();
  const { locale } = useFormat();
  const rates = useTaxRates();
  const { lines } = state.draft;
  const taxRate = (rates.find((rate) => rate.isDefault) ?? rates[0])?.rate ?? lines.at(-1)?.taxRate ?? '0';
  const { grid, focus, focusNext } = useCaret();
  const { room, ...acts } = useLineActs(state, taxRate, focusNext);
  const onKeyDown = (
    event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>,
    place: Place,
    listLetsGo = false,
  ) => {
    // An open list keeps the arrows; a composing keyboard (Arabic, Chinese) keeps Enter.
    const listed = event.currentTarget.getAttribute('aria-expanded') === 'true' && !listLetsGo;
    if (listed && event.key !== 'Tab') return;
    if (event.nativeEvent.isComposing) return;
    const { key, shiftKey, altKey } = event;
    const pressed = { key, shiftKey, altKey, command: event.ctrlKey || event.metaKey };
    const last = lines.at(-1);
    const size = { rows: lines.length, columns: cells.length, lastRowIsBlank: !last || isBlank(last) };
    const line = lines[place.row];
    const onlyCell = key === 'Tab' && !shiftKey && line !== undefined && isHeading(line);
    const at = onlyCell ? { ...place, column: cells.length - 1 } : place;
    const move = moveFor(pressed, at, size);
    // A line is one line: Enter never breaks it.
    if (move || (key === 'Enter' && !pressed.command)) event.preventDefault();
    if (move?.kind === 'focus') focus(move.at);
    else if (move?.kind === 'append') acts.append();
    else if (move?.kind === 'carry') acts.carry(at.row, move.to, at.column);
    else if (move?.kind === 'remove') acts.remove(at.row, at.column);
  };
  const paste = (text: string, at: Place): boolean => {
    const rows = readRows(text);
    if (!isTable(rows)) return false;
    if (!room(Math.max(0, at.row + rows.length - lines.length))) return true;
    state.setLines((before) => pasteInto(before, at, rows, { locale, taxRate }));
    notify.done(t('documents:lines.pasted', { count: rows.length }), () => state.setLines(() => lines));
    return true;
  };
  return { grid, rates, placeOf, ...acts, onKeyDown, paste };
}

export type LineGrid = ReturnType<typeof useLineGrid>;
