import { IconEyeOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../form/field.ts';
import { FieldInput } from '../form/field-input.tsx';
import { CurrencyChange, mustAsk } from './currency-change.tsx';
import { isBlank } from './draft.ts';
import { LineGrid } from './line-grid.tsx';
import sheetClasses from './sheet.module.css';
import { DraftTotals } from './totals.tsx';
import type { DocumentState } from './use-document.ts';

/** A field of a document's head; `size` says how much of the row it takes. */
export type SheetField = Field & { size?: 'half' | 'whole'; onlyWithoutLines?: boolean };

/** The fields of a document's editor, by where they stand. */
export type SheetFields = { head: SheetField[]; more: SheetField[] };

const words: Field[] = [
  { key: 'terms', label: 'documents:field.terms', type: 'prose' },
  { key: 'customerNote', label: 'documents:field.customerNote', type: 'prose' },
];
const internalNote: Field = { key: 'internalNote', label: 'documents:field.internalNote', type: 'prose' };

/** Every key that the editor of a document writes, besides its lines. */
export function keysOf({ head, more }: SheetFields): string[] {
  const own = [...head, ...more].map((field) => field.key);
  return [...own, 'discountType', 'discountValue', 'terms', 'customerNote', 'internalNote'];
}

type InputProps = {
  field: Field;
  state: DocumentState;
  /** Takes a change over instead of the draft; true where it did. */
  intercept?: (key: string, value: unknown) => boolean;
};

function SheetInput({ field, state, intercept }: InputProps) {
  return (
    <FieldInput
      field={field}
      value={state.draft.fields[field.key]}
      onChange={(value) => {
        if (!intercept?.(field.key, value)) state.set(field.key, value);
      }}
      values={state.draft.fields}
      setValue={state.set}
      errorAt={state.errorAt}
    />
  );
}

type DraftProps = {
  state: DocumentState;
  fields: SheetFields;
  /** Lines and totals that follow another document and are not typed. */
  fixed?: { lines: ReactNode; totals: ReactNode };
};

/** A document while it is a draft: everything on it is typed where it will stand. */
export function DraftSheet({ state, fields, fixed }: DraftProps) {
  const { t } = useTranslation();
  const [currency, setCurrency] = useState<string | null>(null);
  const intercept = (key: string, value: unknown) => {
    if (key !== 'currency' || !mustAsk(state, value)) return false;
    setCurrency(value);
    return true;
  };
  const hasLines = state.draft.lines.some((line) => !isBlank(line));
  const shown = (list: SheetField[]) => list.filter((field) => !(field.onlyWithoutLines && hasLines));
  const draw = (list: SheetField[]) => (
    <div className={sheetClasses.fields}>
      {shown(list).map((field) => (
        <div key={field.key} data-size={field.size}>
          <SheetInput field={field} state={state} intercept={intercept} />
        </div>
      ))}
    </div>
  );
  const refused = fields.more.some((field) => state.hasErrors && state.errorAt(field.key));
  return (
    <section className={sheetClasses.sheet} aria-label={t('documents:sheet')}>
      <div className={sheetClasses.part}>
        {draw(fields.head)}
        <details className={sheetClasses.more} open={refused || undefined}>
          <summary>{t('documents:more')}</summary>
          {draw(fields.more)}
        </details>
      </div>
      {fixed?.lines ?? <LineGrid state={state} />}
      <CurrencyChange state={state} to={currency} close={() => setCurrency(null)} />
      <div className={`${sheetClasses.part} ${sheetClasses.foot}`}>
        <div className={sheetClasses.words}>
          {words.map((field) => (
            <SheetInput key={field.key} field={field} state={state} />
          ))}
          <Internal>
            <SheetInput field={internalNote} state={state} />
          </Internal>
        </div>
        {fixed?.totals ?? <DraftTotals state={state} />}
      </div>
    </section>
  );
}

/** Marks what never leaves the company. */
export function Internal({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={sheetClasses.internal}>
      <p className={sheetClasses.internalMark}>
        <IconEyeOff size={14} aria-hidden />
        {t('documents:internalMark')}
      </p>
      {children}
    </div>
  );
}
