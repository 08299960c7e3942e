import { Anchor, Button, Group, Modal, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#web/components/error-state.tsx';
import { When } from '#web/components/when.tsx';
import { api } from '#web/platform/api.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { contentUrl, type FileVersion, formatBytes, type StoredFile } from './file.ts';
import classes from './files.module.css';

type Props = { file: StoredFile | null; close: () => void };

/** Gives a file another name; a refusal stands at the field. */
export function RenameDialog({ file, close, done }: Props & { done: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={file !== null}
      onClose={close}
      title={t('files:rename')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {file && <RenameForm file={file} close={close} done={done} />}
    </Modal>
  );
}

function RenameForm({ file, close, done }: { file: StoredFile; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const sayField = useFieldProblemText();
  const say = useProblemText();
  const [name, setName] = useState(file.name);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    try {
      await api.patch(`/files/${file.id}`, { name }, { version: file.version });
      done();
      close();
    } catch (refusal) {
      const problem = problemOf(refusal);
      const [field] = problem.errors ?? [];
      setError(field ? sayField(field) : say(problem));
    } finally {
      setSaving(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('files:name')}
        value={name}
        dir="auto"
        error={error}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value);
          setError(null);
        }}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('common:act.cancel')}
        </Button>
        <Button type="submit" loading={saving}>
          {t('common:act.save')}
        </Button>
      </Group>
    </form>
  );
}

/** Every version of a file, with the way to each. */
export function VersionsDialog({ file, close }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={file !== null}
      onClose={close}
      title={t('files:versions')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {file && <Versions file={file} />}
    </Modal>
  );
}

function Versions({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const versions = useQuery({
    queryKey: [file.recordKind, 'file-versions', file.id, file.version],
    queryFn: ({ signal }) => api.get<{ items: FileVersion[] }>(`/files/${file.id}/versions`, { signal }),
  });
  if (versions.isError) return <ErrorState error={versions.error} retry={() => void versions.refetch()} />;
  if (!versions.data) {
    return (
      <Stack gap="sm" aria-hidden>
        <Skeleton height={20} />
        <Skeleton height={20} width="80%" />
      </Stack>
    );
  }
  return (
    <ul className={classes.files} aria-label={t('files:versions')}>
      {versions.data.items.map((version) => (
        <li key={version.id} className={classes.file}>
          <Anchor className={classes.opener} href={contentUrl(file.id, { number: version.number })} download>
            <span>{t('files:number', { number: version.number })}</span>
            <bdi className={classes.name}>{version.name}</bdi>
          </Anchor>
          <span className={classes.facts}>
            <span>{formatBytes(version.size, locale)}</span>
            <bdi>{version.actor.name}</bdi>
            <When at={version.createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
