import { accountCreate, accountPatch } from '#domain/accounts.ts';
import { contactCreate, contactPatch } from '#domain/contacts.ts';
import type { RecordKindName } from '#domain/events.ts';
import { fieldErrors, fieldProblem } from '#domain/field-errors.ts';
import type { ImportKind, ImportPlan, ImportTarget } from '#domain/imports.ts';
import { leadCreate, leadPatch, leadStatuses } from '#domain/leads.ts';
import { opportunityCreate, opportunityPatch, opportunityStages } from '#domain/opportunities.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { productCreate, productPatch } from '#domain/products.ts';
import type { Call } from '#platform/access/call.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import type { Values } from '#records/kind.ts';
import { resolveScope } from '#records/scope.ts';
import {
  findMembers,
  findOptions,
  findPaymentTerms,
  findRecordsNamed,
  isId,
  type Named,
} from './find-named.ts';
import { readCell, withoutGuard } from './read-cell.ts';
import type { TableRow } from './reading/read-table.ts';
import { kindsToImport } from './targets.ts';

/** A row as far as it could be read: parsed wire values, the columns of its place, or what is wrong with it. */
export type ReadRow = TableRow & {
  given: Values;
  columns: Values;
  /** The id in the file, by which it may be matched. */
  id: string | null;
  problems: FieldProblem[];
};

export type Filling = { at: number; column: string; target: ImportTarget };

const schemas = {
  lead: { create: leadCreate, patch: leadPatch },
  account: { create: accountCreate, patch: accountPatch },
  contact: { create: contactCreate, patch: contactPatch },
  product: { create: productCreate, patch: productPatch },
  opportunity: { create: opportunityCreate, patch: opportunityPatch },
} as const;

/** Which cell fills which field, in the order of the columns. */
export function fillings(
  headers: readonly string[],
  mapping: ImportPlan['mapping'],
  targets: readonly ImportTarget[],
): Filling[] {
  const byKey = new Map(targets.map((target) => [target.key, target]));
  return headers.flatMap((column, at) => {
    const target = byKey.get(mapping[column] ?? '');
    return target ? [{ at, column, target }] : [];
  });
}

/** What the words of a batch stand for. */
type Lexicon = {
  members: Map<string, Named>;
  terms: Map<string, Named>;
  links: Map<RecordKindName, Map<string, Named>>;
  options: Map<string, Map<string, string>>;
  currency: string;
};

function linkedKind(kind: ImportKind, key: string): RecordKindName | null {
  const field = kindsToImport[kind].fields[key];
  return field?.type === 'link' ? field.to : null;
}

async function lexiconFor(
  call: Call,
  kind: ImportKind,
  plan: ImportPlan,
  fills: readonly Filling[],
  rows: readonly TableRow[],
): Promise<Lexicon> {
  const has = (type: string) => fills.some(({ target }) => target.type === type);
  const words = new Map<RecordKindName, Set<string>>();
  const options = new Map<string, Map<string, string>>();
  for (const { at, target } of fills) {
    const field = kindsToImport[kind].fields[target.key];
    if (field?.type === 'option') options.set(target.key, await findOptions(call, field.list));
    const to = linkedKind(kind, target.key);
    if (!to) continue;
    const set = words.get(to) ?? new Set<string>();
    for (const { cells } of rows) set.add(withoutGuard(cells[at] ?? '').trim());
    set.delete('');
    words.set(to, set);
  }
  const links = new Map<RecordKindName, Map<string, Named>>();
  for (const [to, set] of words) links.set(to, await findRecordsNamed(call, to, set));
  const needsCurrency = kind === 'opportunity' || kind === 'product';
  const place = needsCurrency && !plan.currency ? (await resolveScope(call, undefined)).scopeId : null;
  return {
    members: has('member') ? await findMembers(call) : new Map(),
    terms: has('paymentTerm') ? await findPaymentTerms(call) : new Map(),
    links,
    options,
    currency: plan.currency ?? (place ? await entityCurrencyAt(call, place) : ''),
  };
}

/** The id that a word names, or the word itself with what is wrong with it. */
function named(word: string, known: Map<string, Named> | undefined, key: string, problems: FieldProblem[]) {
  if (isId(word)) return word;
  const found = known?.get(word) ?? known?.get(word.toLowerCase()) ?? { code: 'not_found' as const };
  if ('id' in found) return found.id;
  problems.push(fieldProblem(key, found.code));
  return undefined;
}

function splitName(whole: string, given: Values): void {
  const parts = whole.trim().split(/\s+/);
  const last = parts.length > 1 ? parts.pop() : undefined;
  given.firstName ??= parts.join(' ');
  if (last) given.lastName ??= last;
}

function put(given: Values, key: string, value: unknown): void {
  const [head = '', member] = key.split('.', 2);
  if (member === undefined) {
    if (given[head] === undefined) given[head] = value;
  } else given[head] = { ...(given[head] as Values | undefined), [member]: value };
}

function fill(
  kind: ImportKind,
  plan: ImportPlan,
  lexicon: Lexicon,
  fills: readonly Filling[],
  row: TableRow,
) {
  const given: Values = {};
  const columns: Values = {};
  const problems: FieldProblem[] = [];
  let id: string | null = null;
  for (const { at, target } of fills) {
    const raw = (row.cells[at] ?? '').trim();
    if (raw === '') continue;
    const { key, type } = target;
    const words = plan.values[key];
    const cell = words && Object.hasOwn(words, raw) ? words[raw]! : raw;
    if (type === 'id') id = isId(cell) ? cell.toLowerCase() : null;
    else if (type === 'fullName') splitName(withoutGuard(cell), given);
    else if (type === 'member') put(given, key, named(withoutGuard(cell), lexicon.members, key, problems));
    else if (type === 'paymentTerm') put(given, key, named(cell, lexicon.terms, key, problems));
    else if (type === 'link') {
      const to = linkedKind(kind, key);
      put(given, key, named(withoutGuard(cell), to ? lexicon.links.get(to) : undefined, key, problems));
    } else if (type === 'option') {
      put(
        given,
        key,
        lexicon.options.get(key)?.get(withoutGuard(cell).toLowerCase()) ?? readCell(cell, 'text', plan),
      );
    } else if (key === 'status' && kind === 'lead') columns.status = readCell(cell, 'choice', plan);
    else if (key === 'stage') columns.stage = readCell(cell, 'choice', plan);
    else put(given, key, readCell(cell, type, plan));
  }
  return { given, columns, id, problems };
}

/** Where a new record stands in its pipeline, if the file says it. Converting and closing are acts of their own. */
function placeProblems(columns: Values): FieldProblem[] {
  const open = { status: leadStatuses.filter((status) => status !== 'converted'), stage: opportunityStages };
  return Object.entries(open).flatMap(([key, allowed]) => {
    const value = columns[key];
    const fits = value === undefined || (allowed as readonly unknown[]).includes(value);
    return fits ? [] : [fieldProblem(key, 'unknown_value', { allowed: allowed.join(', ') })];
  });
}

function priced(given: Values, currency: string): Values {
  const { price, currency: typed, priceIn, ...rest } = given;
  const named = Object.entries((priceIn ?? {}) as Values).map(([code, unitPrice]) => ({
    currency: code,
    unitPrice,
  }));
  const one = price === undefined ? [] : [{ currency: typed ?? currency, unitPrice: price }];
  const prices = [...one, ...named.filter((other) => other.currency !== one[0]?.currency)];
  return prices.length === 0 ? rest : { ...rest, prices };
}

function shaped(kind: ImportKind, given: Values, lexicon: Lexicon): Values {
  if (kind === 'product') return priced(given, lexicon.currency);
  if (kind === 'opportunity') return { currency: lexicon.currency, ...given };
  return given;
}

/**
 * Reads the rows of a batch into wire values: words become ids, cells numbers and dates, and each row is held against the
 * schema of its kind. `isPatch` tells which rows change a record that exists.
 */
export async function readRowsInto(
  call: Call,
  kind: ImportKind,
  plan: ImportPlan,
  fills: readonly Filling[],
  rows: readonly TableRow[],
): Promise<ReadRow[]> {
  const lexicon = await lexiconFor(call, kind, plan, fills, rows);
  return rows.map((row) => {
    const read = fill(kind, plan, lexicon, fills, row);
    const problems = [...read.problems, ...placeProblems(read.columns)];
    return { ...row, ...read, given: shaped(kind, read.given, lexicon), problems };
  });
}

/** Holds a row against the rules of a new record, or of a change. Adds what is wrong to its problems. */
export function parseRow(kind: ImportKind, row: ReadRow, isPatch: boolean): Values {
  // Fields of the company's own have their rules with the record layer, which knows their definitions.
  const { custom, ...own } = row.given;
  const parsed = schemas[kind][isPatch ? 'patch' : 'create'].safeParse(own);
  if (!parsed.success) {
    const named = new Set(row.problems.map(({ path }) => path));
    row.problems.push(...fieldErrors(parsed.error, own).filter(({ path }) => !named.has(path)));
    return own;
  }
  return custom === undefined ? (parsed.data as Values) : { ...(parsed.data as Values), custom };
}
