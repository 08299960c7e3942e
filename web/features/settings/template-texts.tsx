import { Button, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '#domain/problems.ts';
import type { MergeField } from '#domain/templates.ts';
import { useFieldProblemText } from '#web/platform/problem-text.ts';
import { type TemplateLanguage, type TextPlace, type Texts, textPlaces } from './template-wire.ts';
import classes from './templates.module.css';

type Props = {
  texts: Texts;
  change: (texts: Texts) => void;
  written: TemplateLanguage;
  write: (language: TemplateLanguage) => void;
  problems: readonly FieldProblem[];
  mergeFields: readonly MergeField[];
};

type Caret = { place: TextPlace; start: number; end: number };

/** The texts of a template in one language at a time; a field is put where the caret was last. */
export function TemplateTexts({ texts, change, written, write, problems, mergeFields }: Props) {
  const { t } = useTranslation();
  const fieldText = useFieldProblemText();
  const caret = useRef<Caret>({ place: 'opening', start: -1, end: -1 });
  const textOf = (place: TextPlace) => texts[place][written] ?? '';
  const set = (place: TextPlace, text: string) =>
    change({ ...texts, [place]: { ...texts[place], [written]: text || null } });
  const keep = (place: TextPlace) => (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    caret.current = { place, start: selectionStart ?? -1, end: selectionEnd ?? -1 };
  };
  const insert = (name: MergeField) => {
    const { place, start, end } = caret.current;
    const text = textOf(place);
    const at = start < 0 || start > text.length ? text.length : start;
    set(place, `${text.slice(0, at)}{{${name}}}${text.slice(Math.max(at, end))}`);
    const after = at + name.length + 4;
    caret.current = { place, start: after, end: after };
  };
  const errorAt = (place: TextPlace) => {
    const found = problems.filter(({ path }) => path === `texts.${place}.${written}`);
    return found.length > 0 ? found.map((problem) => fieldText(problem)).join(' ') : undefined;
  };
  const input = (place: TextPlace) => ({
    label: t(`settings:templates.texts.${place}`),
    description: t(`settings:templates.textHelp.${place}`),
    dir: written === 'ar' ? 'rtl' : 'ltr',
    lang: written,
    value: textOf(place),
    error: errorAt(place),
    onBlur: keep(place),
    onSelect: keep(place),
  });
  const other = written === 'en' ? 'ar' : 'en';
  const elsewhere = problems.some(({ path }) => path.endsWith(`.${other}`));
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('settings:templates.textsIn')}
        data={(['en', 'ar'] as const).map((value) => ({
          value,
          label: t(`settings:templates.languages.${value}`),
        }))}
        value={written}
        onChange={(value) => write(value as TemplateLanguage)}
      />
      {elsewhere && (
        <Text size="sm" c="red" role="alert">
          {t('settings:templates.problemsIn', { language: t(`settings:templates.languages.${other}`) })}
        </Text>
      )}
      {textPlaces.map((place) =>
        place === 'heading' ? (
          <TextInput
            key={place}
            {...input(place)}
            maxLength={80}
            onChange={(event) => set(place, event.currentTarget.value)}
          />
        ) : (
          <Textarea
            key={place}
            {...input(place)}
            autosize
            minRows={2}
            maxRows={12}
            onChange={(event) => set(place, event.currentTarget.value)}
          />
        ),
      )}
      <div>
        <Text size="sm" c="dimmed" mb={4}>
          {t('settings:templates.fieldsHelp')}
        </Text>
        <div className={classes.merge}>
          {mergeFields.map((name) => (
            <Button key={name} size="compact-xs" variant="default" onClick={() => insert(name)}>
              {t(`settings:templates.fields.${name.replace('.', '_')}`)}
            </Button>
          ))}
        </div>
      </div>
    </>
  );
}
