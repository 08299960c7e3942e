import { useTranslation } from 'react-i18next';
import type { PublicDocumentWire } from '#domain/sharing.ts';
import classes from './notice.module.css';
import { Notice } from './notice.tsx';
import type { PageFormat } from './use-page-format.ts';

type Props = { shown: PublicDocumentWire; format: PageFormat };

const isolated = (text: string) => `\u2068${text}\u2069`;

/** How to reach the company. */
export function Contact({ seller }: Pick<PublicDocumentWire, 'seller'>) {
  const { email, phone, website } = seller;
  if (!email && !phone && !website) return null;
  return (
    <ul className={classes.contact}>
      {email && (
        <li>
          <a href={`mailto:${email}`} dir="ltr">
            {email}
          </a>
        </li>
      )}
      {phone && (
        <li>
          <a href={`tel:${phone}`} dir="ltr">
            {phone}
          </a>
        </li>
      )}
      {website && (
        <li>
          <a href={website} dir="ltr" rel="noreferrer noopener">
            {website.replace(/^https?:\/\//, '')}
          </a>
        </li>
      )}
    </ul>
  );
}

function Decided({ shown, format }: Props) {
  const { t } = useTranslation();
  const { decision, status } = shown;
  if (!decision) return null;
  const seller = isolated(shown.seller.name ?? '');
  const date = isolated(format.instant(decision.at));
  const accepted = status === 'accepted';
  const heading = accepted
    ? t(decision.name ? 'recipient:done.accepted' : 'recipient:done.acceptedPlain', {
        date,
        name: isolated(decision.name ?? ''),
      })
    : t('recipient:done.declined', { date });
  const text = t(accepted ? 'recipient:done.acceptedText' : 'recipient:done.declinedText', { seller });
  return (
    <Notice tone={accepted ? 'green' : 'neutral'} heading={heading} text={text} quote={decision.comment} />
  );
}

function Paying({ shown, format }: Props) {
  const { t } = useTranslation();
  const { content, status } = shown;
  if (!content) return null;
  if (status === 'void') {
    return <Notice tone="neutral" heading={t('recipient:done.void')} text={t('recipient:done.voidText')} />;
  }
  if (status === 'paid') {
    return <Notice tone="green" heading={t('recipient:done.paid')} text={t('recipient:done.paidText')} />;
  }
  if (content.overdue && content.dueDate) {
    const date = isolated(format.date(content.dueDate));
    return (
      <Notice
        tone="amber"
        heading={t('recipient:done.overdue', { date })}
        text={t('recipient:done.overdueText')}
      />
    );
  }
  if (status !== 'partially_paid') return null;
  const amount = (value: string | null) => isolated(format.money(value ?? '0', content.currency));
  const sums = { paid: amount(content.paid), total: amount(content.total) };
  return <Notice tone="blue" heading={t('recipient:done.partlyPaid', sums)} />;
}

function Promised({ shown }: Pick<Props, 'shown'>) {
  const { t } = useTranslation();
  if (shown.status !== 'cancelled') return null;
  return (
    <Notice tone="neutral" heading={t('recipient:done.cancelled')} text={t('recipient:done.cancelledText')} />
  );
}

/** Where the document stands, said first: accepted, declined, expired, replaced, paid, cancelled. */
export function Standing({ shown, format }: Props) {
  const { t } = useTranslation();
  const { status, changesRequested, content } = shown;
  const seller = isolated(shown.seller.name ?? '');
  if (status === 'superseded') {
    return (
      <Notice
        tone="amber"
        heading={t('recipient:done.superseded')}
        text={t('recipient:done.supersededText', { seller })}
      >
        <Contact seller={shown.seller} />
      </Notice>
    );
  }
  if (status === 'expired') {
    const date = isolated(content?.validUntil ? format.date(content.validUntil) : '');
    return (
      <Notice
        tone="amber"
        heading={t('recipient:done.expired', { date })}
        text={t('recipient:done.expiredText', { seller })}
      >
        <Contact seller={shown.seller} />
      </Notice>
    );
  }
  if (changesRequested) {
    return (
      <Notice
        tone="blue"
        heading={t('recipient:done.changes', { date: isolated(format.instant(changesRequested.at)) })}
        text={t('recipient:done.changesText', { seller })}
        quote={changesRequested.note}
      />
    );
  }
  if (shown.kind === 'order') return <Promised shown={shown} />;
  return shown.kind === 'invoice' ? (
    <Paying shown={shown} format={format} />
  ) : (
    <Decided shown={shown} format={format} />
  );
}
