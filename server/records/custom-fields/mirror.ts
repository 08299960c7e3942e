import { createHash } from 'node:crypto';
import type { CustomField, CustomMoney } from '#domain/custom-fields.ts';
import { uniqueText } from '#domain/custom-values.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { parseDecimal } from '#domain/money.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { attachedTable } from '../attached.ts';
import type { RecordRow, Values } from '../kind.ts';

attachedTable('customValue');

const longestIndexed = 200;

/** Text as the mirror keeps it: what an entry of an index can hold. */
export function cut(text: string): string {
  const points = [...text];
  return points.length > longestIndexed ? points.slice(0, longestIndexed).join('') : text;
}

const caseless: readonly string[] = ['text', 'url', 'email', 'phone'];

/** Text as filters compare it: what people type is found whatever its case, an option by its exact value. */
export function indexedText(field: Pick<CustomField, 'type'>, text: string): string {
  return cut(caseless.includes(field.type) ? text.toLowerCase() : text);
}

/** What is compared in a unique field; of long text a fingerprint. */
export function uniqueKeyOf(field: Pick<CustomField, 'type'>, value: unknown): string {
  const text = uniqueText(field, value);
  return text.length > longestIndexed ? createHash('sha256').update(text).digest('hex') : text;
}

type MirrorColumns = {
  textValue?: string;
  numberValue?: bigint;
  dateValue?: string;
  uuidValue?: string;
};

const widest = 9n * 10n ** 18n;

/** A decimal in ten-thousandths, as the mirror keeps numbers: the whole one at or below it, and whether that is it. */
export function tenThousandths(decimal: unknown): { floor: bigint; exact: boolean } {
  const parsed = parseDecimal(typeof decimal === 'number' ? decimal : String(decimal));
  if (!parsed.ok) throw new RangeError(`"${decimal}" is not a decimal.`);
  const { units, scale } = parsed.value;
  const divisor = 10n ** BigInt(scale);
  const raised = units * 10_000n;
  const exact = raised % divisor === 0n;
  const floor = raised / divisor - (exact || raised > 0n ? 0n : 1n);
  const within = floor > widest ? widest : floor < -widest ? -widest : floor;
  return { floor: within, exact };
}

/** The rows of the mirror that a value becomes. */
export function mirrored(field: Pick<CustomField, 'type'>, value: unknown): MirrorColumns[] {
  if (value === null || value === undefined) return [];
  switch (field.type) {
    case 'number':
      return [{ numberValue: tenThousandths(value).floor }];
    case 'money': {
      const { amount, currency } = value as CustomMoney;
      return [{ numberValue: tenThousandths(amount).floor, textValue: currency }];
    }
    case 'date':
      return [{ dateValue: String(value) }];
    case 'member':
    case 'link':
      return [{ uuidValue: String(value) }];
    case 'multiChoice':
      return (value as string[]).map((one) => ({ textValue: one }));
    default:
      return [{ textValue: indexedText(field, String(value)) }];
  }
}

/** The value of this unique field belongs to another record. */
export function valueTaken(field: Pick<CustomField, 'key'>) {
  return invalidFields([fieldProblem(`custom.${field.key}`, 'already_exists')]);
}

/** Whether the database refused a value because another record has it. */
export function isTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'custom_value_once';
}

/** Makes the mirror of some fields say what the record says. Refuses 422 where another record has a unique value. */
export async function mirrorValues(
  call: Call,
  row: RecordRow,
  fields: readonly CustomField[],
  values: Values,
  isNew: boolean,
): Promise<void> {
  const { orgId } = call;
  if (!isNew && fields.length > 0) {
    await call.database
      .deleteFrom('customValue')
      .where('orgId', '=', orgId)
      .where('recordId', '=', row.id)
      .where(
        'fieldId',
        'in',
        fields.map(({ id }) => id),
      )
      .execute();
  }
  const rowsOf = (field: CustomField) =>
    mirrored(field, values[field.key]).map((columns, ordinal) => ({
      orgId,
      recordId: row.id,
      fieldId: field.id,
      ordinal,
      scopeId: row.scopeId,
      scopePath: row.scopePath,
      ...columns,
      uniqueKey: field.unique ? uniqueKeyOf(field, values[field.key]) : null,
    }));
  const plain = fields.filter(({ unique }) => !unique).flatMap(rowsOf);
  if (plain.length > 0) await call.database.insertInto('customValue').values(plain).execute();
  // One by one: a refusal does not say which row it is about. In one order, so that two writers cannot wait for each other.
  const unique = fields.filter((field) => field.unique).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const field of unique) {
    const rows = rowsOf(field);
    if (rows.length === 0) continue;
    await call.database
      .insertInto('customValue')
      .values(rows)
      .execute()
      .catch((error: unknown) => {
        throw isTaken(error) ? valueTaken(field) : error;
      });
  }
}
