import { z } from 'zod';
import { optionalCurrency, text, uuid } from './fields.ts';

export const importKinds = ['lead', 'account', 'contact', 'product', 'opportunity'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What happens to a row whose match keys name a record that exists, or an earlier row of the file. */
export const duplicateChoices = ['skip', 'update', 'create'] as const;
export type DuplicateChoice = (typeof duplicateChoices)[number];

export const dateOrders = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

export const importStatuses = [
  'uploaded',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export type TargetType =
  | 'id'
  | 'text'
  | 'fullName'
  | 'email'
  | 'phone'
  | 'url'
  | 'choice'
  | 'option'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'currency'
  | 'country'
  | 'tags'
  | 'member'
  | 'link'
  | 'paymentTerm'
  | 'custom';

/** A field that a column of a file may fill. */
export type ImportTarget = {
  /** The wire field, `address.city` for a part of one, `custom.region` for a field of the company's own. */
  key: string;
  type: TargetType;
  /** Only for fields of the company's own: what they are called. */
  label?: string;
  labelAr?: string | null;
};

const column = z.string().min(1).max(260);

/** Column → field; null leaves a column out. */
const mapping = z.record(column, z.string().max(120).nullable());

const valueWords = z.record(z.string().max(255), z.string().max(255));

/** How the cells of a file become records. */
export const importPlan = z.strictObject({
  mapping,
  /** The fields by which a row is the same as a record; without any, every row is new. */
  matchOn: z.array(z.string().max(120)).max(5).default([]),
  onDuplicate: z.enum(duplicateChoices).default('skip'),
  dateOrder: z.enum(dateOrders).default('ymd'),
  decimalComma: z.boolean().default(false),
  /** The currency of amounts in a file without a column for it. */
  currency: optionalCurrency,
  /** Field → word in the file → value. */
  values: z.record(z.string().max(120), valueWords).default({}),
});

export type ImportPlan = z.output<typeof importPlan>;

export const importTemplateBody = z.strictObject({
  importId: uuid,
  name: text(120),
  plan: importPlan,
});

export type ImportTemplateBody = z.output<typeof importTemplateBody>;
