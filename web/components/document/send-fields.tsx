import { Anchor, Checkbox, SegmentedControl, Textarea } from '@mantine/core';
import { IconFileTypePdf, IconMail, IconMailOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import type { SendLanguage } from '#domain/sends.ts';
import { api, apiUrl } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import type { ErrorAt } from '../form/field.ts';
import classes from './send.module.css';

/** What sending would do, on the wire. */
export type SendPreview = {
  name: string | null;
  email: string | null;
  noEmail: 'nobody' | 'no_email' | 'suppressed' | null;
  mobile: string | null;
  noSms: 'no_contact' | 'no_mobile' | 'suppressed' | null;
  emailReady: boolean;
  smsReady: boolean;
  language: SendLanguage;
  subject: string;
  message: string;
};

/** What sending answered, beside the document. */
export type SendAnswer = {
  emailed: boolean;
  message?: { to: string; status: string };
  sms?: { to: string; status: string };
  publicUrl: string | null;
};

type Document = { id: string; version: number };

/** What is typed into the panel of sending, and what the server would say by itself. */
export function useSending(kind: RecordKindName, document: Document, opened: boolean) {
  const [language, setLanguage] = useState<SendLanguage | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [sms, setSms] = useState(false);
  const preview = useQuery({
    queryKey: [kind, 'send-preview', document.id, document.version, language],
    queryFn: ({ signal }) =>
      api.get<SendPreview>(`/${kinds[kind].path}/${document.id}/send-preview`, {
        query: { language },
        signal,
      }),
    enabled: opened,
    placeholderData: (before) => before,
  });
  const written = message !== null && message.trim() !== '' ? { message: message.trim() } : {};
  return {
    preview: preview.data,
    failed: preview.isError,
    language: language ?? preview.data?.language ?? 'en',
    setLanguage: (next: SendLanguage) => {
      setLanguage(next);
      // What nobody has touched follows the language.
      setMessage(null);
    },
    message: message ?? preview.data?.message ?? '',
    setMessage,
    sms,
    setSms,
    body: {
      ...written,
      ...(language ? { language } : {}),
      ...(sms ? { notifyBySms: true } : {}),
    },
  };
}

export type Sending = ReturnType<typeof useSending>;

const isolated = (text: string | null) => `\u2068${text ?? ''}\u2069`;

function Recipient({ preview }: { preview: SendPreview }) {
  const { t } = useTranslation();
  const { email, name, noEmail, emailReady } = preview;
  const reachable = noEmail === null && email !== null;
  const Icon = reachable ? IconMail : IconMailOff;
  return (
    <div className={classes.recipient} data-reachable={reachable || undefined}>
      <Icon size={18} aria-hidden />
      <div>
        <strong dir="auto">{name ?? t('sending:nobody')}</strong>
        {reachable && <bdi dir="ltr">{email}</bdi>}
        {noEmail && <span>{t(`sending:noEmail.${noEmail}`)}</span>}
        {reachable && !emailReady && <span>{t('sending:emailSimulated')}</span>}
      </div>
    </div>
  );
}

type FieldsProps = {
  kind: RecordKindName;
  id: string;
  sending: Sending;
  errorAt: ErrorAt;
  typed: () => void;
};

/** Whom it goes to, what the message says, and the PDF that goes with it. */
export function SendFields({ kind, id, sending, errorAt, typed }: FieldsProps) {
  const { t } = useTranslation();
  const { preview } = sending;
  const mobile = preview?.noSms === null ? preview.mobile : null;
  return (
    <div className={classes.fields}>
      {preview && <Recipient preview={preview} />}
      <Anchor
        href={apiUrl(`/${kinds[kind].path}/${id}/pdf`, { inline: 1 })}
        target="_blank"
        rel="noreferrer"
        size="sm"
        className={classes.pdf}
      >
        <IconFileTypePdf size={16} aria-hidden /> {t('sending:pdf')}
      </Anchor>
      {preview?.noEmail === null && (
        <>
          <SegmentedControl
            aria-label={t('sending:language')}
            size="xs"
            data={[
              { value: 'en', label: 'English' },
              { value: 'ar', label: 'العربية' },
            ]}
            value={sending.language}
            onChange={(next) => {
              sending.setLanguage(next as SendLanguage);
              typed();
            }}
          />
          <Textarea
            label={t('sending:message')}
            description={t('sending:messageHelp', { subject: isolated(preview.subject) })}
            dir="auto"
            lang={sending.language}
            autosize
            minRows={5}
            maxRows={12}
            maxLength={5000}
            value={sending.message}
            error={errorAt('message')}
            onChange={(event) => {
              sending.setMessage(event.currentTarget.value);
              typed();
            }}
          />
        </>
      )}
      {mobile && (
        <Checkbox
          label={t('sending:sms', { mobile: `\u2066${mobile}\u2069` })}
          description={preview?.smsReady ? undefined : t('sending:smsSimulated')}
          checked={sending.sms}
          onChange={(event) => {
            sending.setSms(event.currentTarget.checked);
            typed();
          }}
        />
      )}
    </div>
  );
}

/** What came of sending, as plain as it is: also that nothing was emailed. */
export function useOutcomeWords(): (answer: SendAnswer, preview: SendPreview | undefined) => string {
  const { t } = useTranslation();
  return ({ emailed, message, sms }, preview) => {
    const to = isolated(message?.to ?? preview?.email ?? null);
    const mail = !emailed
      ? t(`sending:done.${message ? 'suppressed' : (preview?.noEmail ?? 'no_email')}`)
      : t(message?.status === 'simulated' ? 'sending:done.simulated' : 'sending:done.emailed', { to });
    return sms ? `${mail} ${t('sending:done.sms', { to: `\u2066${sms.to}\u2069` })}` : mail;
  };
}
