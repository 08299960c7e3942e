import { Button, FileButton, Paper, Select, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportKind, importKinds } from '#domain/imports.ts';
import { capabilityOf } from '#web/platform/kinds.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { useCan } from '#web/platform/session.ts';
import { uploadImport } from './import.ts';
import classes from './imports.module.css';

/** Where a file is dropped or chosen, with what its rows are. */
export function UploadPanel() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const { kind: asked } = useSearch({ strict: false }) as { kind?: ImportKind };
  const allowed = importKinds.filter((kind) => can(capabilityOf(kind, 'import')));
  const [chosen, setKind] = useState<ImportKind | null>(null);
  const [over, setOver] = useState(false);
  const kind = chosen ?? (asked && allowed.includes(asked) ? asked : allowed[0]);
  const upload = useMutation({
    mutationFn: (file: File) => uploadImport(kind!, file),
    onSuccess: ({ id }) => navigate({ to: `/imports/${id}` }),
  });
  if (!kind) return <Text c="dimmed">{t('imports:notAllowed')}</Text>;
  const send = (file: File | null | undefined) => file && upload.mutate(file);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  return (
    <section className={classes.upload} aria-label={t('imports:upload')}>
      <Select
        label={t('imports:what')}
        data={allowed.map((value) => ({ value, label: t(`kinds:${value}.many`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(value as ImportKind)}
        maw={320}
      />
      <Paper
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={28} stroke={1.5} aria-hidden />
        <Text>{t('imports:drop')}</Text>
        <FileButton onChange={send} accept=".csv,.tsv,.txt,.xlsx,text/csv">
          {(props) => (
            <Button {...props} loading={upload.isPending}>
              {t('imports:choose')}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          {t('imports:formats')}
        </Text>
        {upload.isError && <Refusal error={upload.error} />}
      </Paper>
    </section>
  );
}

/** Why a file was not taken, with the line where reading ended. */
function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const fieldText = useFieldProblemText();
  const problem = problemOf(error);
  const [first] = problem.errors ?? [];
  const own = { invalid_format: 'imports:error.unreadable', required: 'imports:error.empty' };
  const line = first?.params?.line;
  return (
    <Text role="alert" c="red" size="sm">
      {first ? fieldText(first, own) : text(problem)}
      {line !== undefined && ` ${t('imports:error.line', { line })}`}
    </Text>
  );
}
