import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './settings.module.css';

/** A text to take along, with the button that copies it. */
export function CopySecret({ text, label }: { text: string; label: string }) {
  return (
    <section className={classes.secret} aria-label={label}>
      <code dir="ltr">{text}</code>
      <CopyText text={text} />
    </section>
  );
}

/** Copies a text that is shown elsewhere. */
export function CopyText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copy}
        >
          {t(copied ? 'settings:copied' : 'common:act.copy')}
        </Button>
      )}
    </CopyButton>
  );
}
