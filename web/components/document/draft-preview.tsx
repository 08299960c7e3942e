import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { kinds } from '#web/platform/kinds.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { PdfView } from '../pdf/pdf-view.tsx';
import { usePdfPreview } from '../pdf/use-pdf-preview.ts';
import { changesOf } from './draft.ts';
import previewClasses from './preview.module.css';
import type { DocumentState } from './use-document.ts';

const previewed: readonly RecordKindName[] = ['quote', 'invoice'];

/** Whether the document is shown as a PDF while it is typed; the address says so. */
export function usePreviewing(kind: RecordKindName, editable: boolean) {
  const [search, change] = useUrlState();
  const possible = editable && previewed.includes(kind);
  const shown = possible && search.preview === '1';
  return { possible, shown, toggle: () => change({ preview: shown ? null : '1' }) };
}

/** Shows the PDF beside the document, or on a phone in its place. */
export function PreviewSwitch({ shown, toggle }: { shown: boolean; toggle: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={previewClasses.switch}>
      <Button
        size="compact-sm"
        variant="default"
        aria-pressed={shown}
        leftSection={shown ? <IconPencil size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
        onClick={toggle}
      >
        {t(shown ? 'documents:preview.close' : 'documents:preview.open')}
      </Button>
    </div>
  );
}

/** What would be saved of the draft now: lines that are not finished are left out, as the totals leave them out. */
function bodyOf({ base, draft, priced }: DocumentState): object {
  const unfinished = new Set(priced.problems.map(({ path }) => path.split('.')[1]));
  const lines = draft.lines.filter(({ key }) => !unfinished.has(key));
  return { id: base.id, ...changesOf(base, { ...draft, lines }) };
}

/** The PDF of what is typed, made by the server as it makes the one that is sent. */
export function DraftPreview({ state }: { state: DocumentState }) {
  const { t } = useTranslation();
  const { bytes, error, busy } = usePdfPreview(`/${kinds[state.kind].path}/preview`, bodyOf(state));
  const unfinished = state.priced.problems.some(({ path }) => path.startsWith('lines.'));
  return (
    <section className={previewClasses.pane} aria-label={t('documents:preview.label')}>
      {unfinished && <p className={previewClasses.note}>{t('documents:total.unfinished')}</p>}
      {error && <Refused error={error} />}
      <PdfView bytes={bytes} label={t('documents:preview.label')} busy={busy} />
    </section>
  );
}

/** Why there is no PDF of this: by place, as a person would say it. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const say = useFieldProblemText();
  const text = useProblemText();
  const problem = problemOf(error);
  const placeOf = (path: string) => {
    const line = /^lines\.(\d+)\./.exec(path)?.[1];
    if (line !== undefined) return t('documents:preview.line', { row: Number(line) + 1 });
    return t(`documents:field.${path}`, { defaultValue: '' });
  };
  const errors = problem.errors ?? [];
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} p="xs" mb="sm">
      {errors.length === 0 && text(problem)}
      {errors.map((one) => (
        <div key={`${one.path} ${one.code} ${JSON.stringify(one.params)}`}>
          {[placeOf(one.path), say(one)].filter(Boolean).join(': ')}
        </div>
      ))}
    </Alert>
  );
}
