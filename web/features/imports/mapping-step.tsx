import { Button, Checkbox, MultiSelect, Select, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DateOrder, type DuplicateChoice, dateOrders, duplicateChoices } from '#domain/imports.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText } from '#web/platform/problem-text.ts';
import { DryRunReport } from './dry-run-report.tsx';
import type { DryRun, ImportPreview } from './import.ts';
import classes from './imports.module.css';
import { KeepTemplate } from './keep-template.tsx';
import { MappingTable } from './mapping-table.tsx';
import { ReadingOptions } from './reading-options.tsx';
import { useFieldWords } from './use-field-words.ts';

type Choices = {
  matchOn: string[];
  onDuplicate: DuplicateChoice;
  dateOrder: DateOrder;
  decimalComma: boolean;
};

/** Columns to fields, what to do with doubles, and the dry run. Whatever changes makes the last dry run old. */
export function MappingStep({ item }: { item: ImportPreview }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const fieldText = useFieldProblemText();
  const queryClient = useQueryClient();
  const [mapping, setMapping] = useState(item.plan?.mapping ?? item.mapping);
  const [choices, setChoices] = useState<Choices>({
    matchOn: item.plan?.matchOn ?? likelyKeys(item),
    onDuplicate: item.plan?.onDuplicate ?? 'skip',
    dateOrder: item.plan?.dateOrder ?? 'ymd',
    decimalComma: item.plan?.decimalComma ?? false,
  });
  const plan = { mapping, ...choices };
  const dry = useMutation({ mutationFn: () => api.post<DryRun>(`/imports/${item.id}/dry-run`, plan) });
  const run = useMutation({
    mutationFn: () => api.post(`/imports/${item.id}/run`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['import'] }),
    onError: notify.refused,
  });
  const [refused] = dry.isError ? (problemOf(dry.error).errors ?? []) : [];
  return (
    <section className={classes.step}>
      {item.preset && <Text>{t('imports:preset', { name: t(`imports:presetName.${item.preset}`) })}</Text>}
      <ReadingOptions item={item} />
      <MappingTable
        item={item}
        mapping={mapping}
        onChange={(column, field) => {
          setMapping({ ...mapping, [column]: field });
          dry.reset();
        }}
      />
      <Options
        item={item}
        mapping={mapping}
        choices={choices}
        onChange={(part) => {
          setChoices({ ...choices, ...part });
          dry.reset();
        }}
      />
      <div className={classes.acts}>
        <Button
          variant={dry.data ? 'default' : 'filled'}
          onClick={() => dry.mutate()}
          loading={dry.isPending}
        >
          {t('imports:dryRun')}
        </Button>
        <KeepTemplate importId={item.id} plan={plan} />
      </div>
      {dry.isError && (
        <Text role="alert" c="red">
          {refused
            ? `${refused.path.replace(/^mapping\./, '')}: ${fieldText(refused)}`
            : t(`problems:${problemOf(dry.error).code}`)}
        </Text>
      )}
      {dry.data && (
        <>
          <DryRunReport report={dry.data} />
          <div className={classes.acts}>
            <Button
              onClick={() => run.mutate()}
              loading={run.isPending}
              disabled={dry.data.create + dry.data.update === 0}
            >
              {t('imports:run', { count: dry.data.create + dry.data.update })}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** Records are seldom wanted twice: the strongest key that has a column is chosen to begin with. */
function likelyKeys({ kind, matchKeys, mapping }: ImportPreview): string[] {
  const mapped = new Set(Object.values(mapping));
  const key = kind === 'opportunity' ? undefined : matchKeys.find((one) => mapped.has(one));
  return key === undefined ? [] : [key];
}

type OptionsProps = {
  item: ImportPreview;
  mapping: ImportPreview['mapping'];
  choices: Choices;
  onChange: (part: Partial<Choices>) => void;
};

function Options({ item, mapping, choices, onChange }: OptionsProps) {
  const { t } = useTranslation();
  const word = useFieldWords(item);
  const mapped = new Set(Object.values(mapping));
  const keys = item.matchKeys.filter((key) => mapped.has(key));
  return (
    <div className={classes.options}>
      <MultiSelect
        label={t('imports:matchOn')}
        data={keys.map((value) => ({ value, label: word(value) }))}
        value={choices.matchOn.filter((key) => keys.includes(key))}
        onChange={(matchOn) => onChange({ matchOn })}
        miw={240}
        clearable
      />
      <Select
        label={t('imports:onDuplicate')}
        data={duplicateChoices.map((value) => ({ value, label: t(`imports:duplicate.${value}`) }))}
        value={choices.onDuplicate}
        allowDeselect={false}
        disabled={choices.matchOn.length === 0}
        onChange={(value) => onChange({ onDuplicate: value as DuplicateChoice })}
      />
      <Select
        label={t('imports:dateOrder')}
        data={dateOrders.map((value) => ({ value, label: t(`imports:order.${value}`) }))}
        value={choices.dateOrder}
        allowDeselect={false}
        onChange={(value) => onChange({ dateOrder: value as DateOrder })}
      />
      <Checkbox
        mb={8}
        label={t('imports:decimalComma')}
        checked={choices.decimalComma}
        onChange={(event) => onChange({ decimalComma: event.currentTarget.checked })}
      />
    </div>
  );
}
