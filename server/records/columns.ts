import { fieldProblem } from '#domain/field-errors.ts';
import { formatMinor, parseMinor } from '#domain/money.ts';
import { invalidFields } from '#domain/problems.ts';
import {
  addressColumns,
  columnOf,
  type Field,
  type RecordKind,
  type RecordRow,
  type Values,
} from './kind.ts';

function moneyColumn(name: string, value: unknown, currency: unknown): bigint | null {
  if (value === null) return null;
  if (typeof currency !== 'string') throw invalidFields([fieldProblem('currency', 'required')]);
  const parsed = parseMinor(value, currency);
  if (!parsed.ok) throw invalidFields([fieldProblem(name, parsed.rule)]);
  return parsed.value;
}

/** An address in one column: what the client named over what there was, every member present. Null clears it. */
function wholeAddress(given: Values | null, before: Values | null | undefined): Values | null {
  if (given === null) return null;
  const members = addressColumns.map((member) => [
    member,
    given[member] === undefined ? (before?.[member] ?? null) : given[member],
  ]);
  const address = Object.fromEntries(members) as Values;
  return addressColumns.every((member) => address[member] === null) ? null : address;
}

/**
 * The columns that the given wire values become. Money takes its currency from the values or, when they name none, from
 * the row; when only the currency changes, the typed amount is kept and checked against the new exponent. An amount that
 * stays keeps its currency from being cleared.
 */
export function columnsFrom(kind: RecordKind, given: Values, current: RecordRow | null): Values {
  const columns: Values = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.readOnly) continue;
    const value = given[name];
    if (field.type === 'money') {
      const typed = given[field.currency];
      const currency = typed === undefined ? current?.[field.currency] : typed;
      const column = columnOf(name, field);
      const before = current?.[column];
      if (value !== undefined) columns[column] = moneyColumn(name, value, currency);
      else if (typeof before === 'bigint' && current && currency !== current[field.currency]) {
        columns[column] = moneyColumn(name, formatMinor(before, String(current[field.currency])), currency);
      }
    } else if (value === undefined) {
    } else if (field.type === 'address' && field.column) {
      columns[field.column] = wholeAddress(value as Values | null, current?.[field.column] as Values | null);
    } else if (field.type === 'address') {
      const address = value as Values | null;
      for (const member of addressColumns) {
        if (address === null) columns[member] = null;
        else if (address[member] !== undefined) columns[member] = address[member];
      }
    } else {
      columns[columnOf(name, field)] = value;
    }
  }
  return columns;
}

const trailingZeros = /\.?0+$/;

/** A numeric as people write it: PostgreSQL pads it to the scale of its column. */
export function withoutPadding(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(trailingZeros, '') : decimal;
}

type Written = { name: string; column: string; field: Field };

function addressFrom(row: Values): Values | null {
  if (addressColumns.every((member) => row[member] === null)) return null;
  return Object.fromEntries(addressColumns.map((member) => [member, row[member]]));
}

function written({ column, field }: Written, row: Values): unknown {
  if (field.type === 'address' && !field.column) return addressFrom(row);
  const value = row[column];
  if (value === null || value === undefined) return null;
  if (field.type === 'money') return formatMinor(value as bigint, String(row[field.currency]));
  return field.type === 'decimal' ? withoutPadding(String(value)) : value;
}

const writtenByKind = new WeakMap<RecordKind, Written[]>();

/** A row's own fields as they go over the wire. */
export function fieldsFrom(kind: RecordKind, row: RecordRow): Values {
  let fields = writtenByKind.get(kind);
  if (!fields) {
    fields = Object.entries(kind.fields).map(([name, field]) => ({
      name,
      column: columnOf(name, field),
      field,
    }));
    writtenByKind.set(kind, fields);
  }
  const values: Values = {};
  for (const field of fields) values[field.name] = written(field, row);
  return values;
}
