import { Button, Group, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { contentUrl, type FileVersion, type StoredFile } from './file.ts';
import classes from './files.module.css';

type Shown = Pick<StoredFile | FileVersion, 'name' | 'preview'> & { id: string; number?: number };

/** A file in a window of its own: an image as it is, a PDF or a text in a frame that may run nothing. */
export function FilePreview({ shown, close }: { shown: Shown | null; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={shown !== null}
      onClose={close}
      size="70rem"
      title={shown && <bdi>{shown.name}</bdi>}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {shown && <Content shown={shown} />}
      {shown && (
        <Group justify="flex-end" mt="md">
          <Button
            component="a"
            href={contentUrl(shown.id, { number: shown.number })}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('files:download')}
          </Button>
        </Group>
      )}
    </Modal>
  );
}

function Content({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const url = contentUrl(shown.id, { inline: true, number: shown.number });
  if (shown.preview === 'image') return <img className={classes.image} src={url} alt={shown.name} />;
  if (shown.preview === null) return <p>{t('files:noPreview')}</p>;
  const title = t('files:previewOf', { name: shown.name });
  // Browsers draw no PDF in a sandboxed frame; what the server says about it keeps it from running anything.
  if (shown.preview === 'pdf') return <iframe className={classes.frame} src={url} title={title} />;
  return <iframe className={classes.frame} src={url} title={title} sandbox="" />;
}
