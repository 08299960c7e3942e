import { Button, UnstyledButton } from '@mantine/core';
import { IconPaperclip, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useNotify } from '../notify.tsx';
import { StatusBadge } from '../status-badge.tsx';
import classes from './timeline.module.css';
import type { Message } from './timeline-item.ts';

/** Whom it was written to, and how it fares. */
export function ToWhom({ message }: { message: Message }) {
  return (
    <>
      <bdi dir="ltr" className={classes.value}>
        {message.to}
      </bdi>{' '}
      <StatusBadge kind="message" status={message.status} />
    </>
  );
}

/** What was written: its subject, its first lines, what was sent along, and why it did not get through. */
export function ShownMessage({ message }: { message: Message }) {
  const { subject, body, attachments, error, abilities } = message;
  return (
    <div className={classes.card}>
      <div className={classes.said}>
        {subject && (
          <strong className={classes.subject} dir="auto">
            {subject}
          </strong>
        )}
        <Body text={body} />
        {attachments.length > 0 && <Attachments names={attachments.map(({ name }) => name)} />}
        {error && (
          <p className={classes.failure} dir="auto">
            {error}
          </p>
        )}
        {abilities.retry && <Retry message={message} />}
      </div>
    </div>
  );
}

const longest = 400;

function Body({ text }: { text: string }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const lines = text.trimEnd().split('\n');
  const short = lines.slice(0, 6).join('\n').slice(0, longest);
  const cut = short.length < text.trimEnd().length;
  return (
    <>
      <p className={classes.words} dir="auto">
        {whole ? text.trimEnd() : short}
        {cut && !whole && ' …'}
      </p>
      {cut && (
        <UnstyledButton className={classes.more} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'timeline:showLess' : 'timeline:showAll')}
        </UnstyledButton>
      )}
    </>
  );
}

function Attachments({ names }: { names: string[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.attached} aria-label={t('timeline:attachments')}>
      {[...new Set(names)].map((name) => (
        <li key={name}>
          <IconPaperclip size={13} aria-hidden /> <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Retry({ message }: { message: Message }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [sending, setSending] = useState(false);
  const retry = async () => {
    setSending(true);
    try {
      await api.post(`/messages/${message.id}/retry`);
      notify.done(t('timeline:retried'));
    } catch (error) {
      notify.refused(error);
    }
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === 'timeline' });
    setSending(false);
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconRefresh size={13} aria-hidden />}
      loading={sending}
      onClick={() => void retry()}
    >
      {t('timeline:retry')}
    </Button>
  );
}
