import { Button, SegmentedControl, Select, Text } from '@mantine/core';
import { IconDeviceFloppy, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentLanguages } from '#domain/document-lines.ts';
import { documentLayouts, type MergeField, templateProblems } from '#domain/templates.ts';
import { PdfView } from '#web/components/pdf/pdf-view.tsx';
import { usePdfPreview } from '#web/components/pdf/use-pdf-preview.ts';
import { api } from '#web/platform/api.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { Panel } from './panel.tsx';
import { TemplateTexts } from './template-texts.tsx';
import type { Template, TemplateDraft, TemplateLanguage } from './template-wire.ts';
import classes from './templates.module.css';
import { useAct } from './use-act.ts';

type Props = { template: Template; mergeFields: readonly MergeField[] };

/** A template being edited, beside the document as it would be printed. */
export function TemplateEditor({ template, mergeFields }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  const { kind, entityId, version, inherited } = template;
  const saved: TemplateDraft = {
    layout: template.layout,
    language: template.language,
    texts: template.texts,
  };
  const [draft, setDraft] = useState(saved);
  const [written, setWritten] = useState<TemplateLanguage>(template.language === 'ar' ? 'ar' : 'en');
  const [saving, setSaving] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const problems = templateProblems(draft.texts);
  const save = async () => {
    setSaving(true);
    await act(() => api.put(`/templates/${kind}`, { entityId, ...draft }, { version }), {
      done: t('settings:saved'),
    });
    setSaving(false);
  };
  const reset = () =>
    act(() => api.delete(`/templates/${kind}`, { query: { entityId }, version }), {
      done: t('settings:templates.wasReset'),
    });
  return (
    <div className={classes.editor}>
      <Panel
        title={t(`settings:templates.kinds.${kind}`)}
        text={
          inherited ? t(entityId ? 'settings:templates.inherited' : 'settings:templates.builtIn') : undefined
        }
        even
      >
        <div className={classes.fields}>
          <div>
            <Text component="span" size="sm" fw={500} id="template-layout">
              {t('settings:templates.layout')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="template-layout"
              data={documentLayouts.map((value) => ({
                value,
                label: t(`settings:templates.layouts.${value}`),
              }))}
              value={draft.layout}
              onChange={(layout) => setDraft({ ...draft, layout: layout as Template['layout'] })}
            />
          </div>
          <Select
            label={t('settings:templates.language')}
            data={documentLanguages.map((value) => ({
              value,
              label: t(`settings:templates.languages.${value}`),
            }))}
            value={draft.language}
            onChange={(value) => {
              const language = (value ?? 'en') as Template['language'];
              setDraft({ ...draft, language });
              if (language !== 'both') setWritten(language);
            }}
            allowDeselect={false}
          />
          <TemplateTexts
            texts={draft.texts}
            change={(texts) => setDraft({ ...draft, texts })}
            written={written}
            write={setWritten}
            problems={problems}
            mergeFields={mergeFields}
          />
          <div className={classes.acts}>
            {!inherited && (
              <Button variant="subtle" leftSection={<IconRestore size={16} aria-hidden />} onClick={reset}>
                {t(entityId ? 'settings:templates.resetToCompany' : 'settings:templates.resetToBuiltIn')}
              </Button>
            )}
            <Button
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
              disabled={!dirty || problems.length > 0}
              loading={saving}
              onClick={() => void save()}
            >
              {t('common:act.save')}
            </Button>
          </div>
        </div>
      </Panel>
      <Preview template={template} draft={draft} broken={problems.length > 0} />
    </div>
  );
}

function Preview({ template, draft, broken }: { template: Template; draft: TemplateDraft; broken: boolean }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const fieldText = useFieldProblemText();
  const { kind, entityId } = template;
  // What is broken is said beside its text; the preview keeps what could be printed last.
  const [sound, setSound] = useState(draft);
  if (!broken && sound !== draft) setSound(draft);
  const preview = usePdfPreview('/templates/preview', { kind, entityId, ...sound });
  const problem = preview.error ? problemOf(preview.error) : null;
  return (
    <section className={classes.preview} aria-label={t('settings:templates.preview')}>
      {problem && (
        <div role="alert" className={classes.refused}>
          {problem.errors?.length
            ? problem.errors.map((error) => <p key={error.path}>{fieldText(error)}</p>)
            : text(problem)}
        </div>
      )}
      <PdfView bytes={preview.bytes} busy={preview.busy} label={t('settings:templates.preview')} />
    </section>
  );
}
