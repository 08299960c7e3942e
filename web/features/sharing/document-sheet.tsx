import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicAddress, PublicContent, PublicDocumentWire, PublicText } from '#domain/sharing.ts';
import { AnswerBar } from './answer-bar.tsx';
import { LineList } from './line-list.tsx';
import page from './recipient.module.css';
import classes from './sheet.module.css';
import { Contact, Standing } from './standing.tsx';
import { Totals } from './totals.tsx';
import { useChoice } from './use-choice.ts';
import { type PageFormat, usePageFormat } from './use-page-format.ts';

type Props = {
  token: string;
  shown: PublicDocumentWire;
  show: (shown: PublicDocumentWire) => void;
  reload: () => Promise<void>;
};

type Party = { name: string | null; taxNumber: string | null; address: PublicAddress | null };

function Lines({ address, format }: { address: PublicAddress | null; format: PageFormat }) {
  if (!address) return null;
  const { street, city, region, postalCode, country } = address;
  const place = [postalCode, city, region].filter(Boolean).join(' ');
  const shown = [street, place, country && format.country(country)].filter(Boolean) as string[];
  return shown.map((text) => (
    <span key={text} className={classes.block}>
      <bdi>{text}</bdi>
    </span>
  ));
}

function PartyBox({
  label,
  party,
  format,
  more,
}: {
  label: string;
  party: Party;
  format: PageFormat;
  more?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong className={classes.block}>
          <bdi>{party.name}</bdi>
        </strong>
        <Lines address={party.address} format={format} />
        {party.taxNumber && (
          <span className={classes.block}>
            {t('recipient:taxNumber')} <bdi>{party.taxNumber}</bdi>
          </span>
        )}
        {more}
      </dd>
    </div>
  );
}

/** A text of the company in the language of the page, else in the one that it has. */
function useText() {
  const { i18n } = useTranslation();
  return ({ en, ar }: PublicText) => (i18n.language === 'ar' ? (ar ?? en) : (en ?? ar));
}

function Prose({ title, text }: { title?: string; text: string | null }) {
  if (!text) return null;
  return (
    <section className={classes.prose}>
      {title && <h2 className={classes.sectionTitle}>{title}</h2>}
      <p dir="auto">{text}</p>
    </section>
  );
}

function Head({
  shown,
  content,
  format,
}: {
  shown: PublicDocumentWire;
  content: PublicContent;
  format: PageFormat;
}) {
  const { t } = useTranslation();
  const textOf = useText();
  const { kind, number, title } = shown;
  const status = content.overdue ? 'overdue' : shown.status;
  const toPay = kind === 'invoice' && shown.status !== 'void';
  return (
    <div className={classes.head}>
      <div>
        <p className={classes.kind}>
          {textOf(content.texts.heading) ?? t(`recipient:kind.${kind}`)} <bdi>{number}</bdi>
        </p>
        <h1 className={classes.title}>
          <bdi>{title ?? number}</bdi>
        </h1>
        <span className={classes.chip} data-status={status}>
          {t(`recipient:status.${status}`)}
        </span>
      </div>
      <p className={classes.sum}>
        <span>{t(toPay ? 'recipient:amountDue' : 'recipient:total')}</span>
        <strong>
          {format.money(toPay ? (content.balance ?? content.total) : content.total, content.currency)}
        </strong>
      </p>
    </div>
  );
}

function Facts({ content, format }: { content: PublicContent; format: PageFormat }) {
  const { t } = useTranslation();
  const facts = content.facts.map(({ key, type, value }) => ({
    key,
    label: t(`recipient:fact.${key}`),
    value: type === 'date' ? format.date(value) : value,
  }));
  return (
    <dl className={classes.facts}>
      {facts.map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Parties({
  shown,
  content,
  format,
}: {
  shown: PublicDocumentWire;
  content: PublicContent;
  format: PageFormat;
}) {
  const { t } = useTranslation();
  const { customer, shippingAddress } = content;
  const person = customer?.contactName;
  return (
    <dl className={classes.parties}>
      <PartyBox
        label={t('recipient:from')}
        party={shown.seller}
        format={format}
        more={<Contact seller={shown.seller} />}
      />
      {customer && (
        <PartyBox
          label={t('recipient:for')}
          party={customer}
          format={format}
          more={
            person && person !== customer.name ? (
              <span className={classes.block}>
                {t('recipient:attention', { name: `\u2068${person}\u2069` })}
              </span>
            ) : null
          }
        />
      )}
      {shippingAddress && (
        <PartyBox
          label={t('recipient:shipTo')}
          party={{ name: null, taxNumber: null, address: shippingAddress }}
          format={format}
        />
      )}
    </dl>
  );
}

function Sheet({ token, shown, show, reload, content }: Props & { content: PublicContent }) {
  const { t } = useTranslation();
  const textOf = useText();
  const format = usePageFormat(shown.seller.address?.country);
  const choice = useChoice(token, content);
  const canChoose = shown.can.choose;
  const current = canChoose ? { ...content, ...choice.sums } : content;
  const terms = [content.terms, textOf(content.texts.terms)].filter(Boolean).join('\n\n') || null;
  return (
    <>
      <Standing shown={shown} format={format} />
      <article className={classes.sheet}>
        <Head shown={shown} content={current} format={format} />
        <Facts content={content} format={format} />
        <Parties shown={shown} content={content} format={format} />
        <Prose text={content.description} />
        <Prose text={textOf(content.texts.opening)} />
        <LineList content={content} choice={choice} canChoose={canChoose} format={format} />
        <Totals content={current} pricing={choice.state === 'pricing'} format={format} />
        <Prose title={t('recipient:bank')} text={content.bankDetails} />
        <Prose title={t('recipient:notes')} text={content.customerNote} />
        <Prose text={textOf(content.texts.closing)} />
        <Prose title={t('recipient:terms')} text={terms} />
        <Prose text={textOf(content.footer)} />
        {shown.document && (
          <a className={page.download} href={shown.document.url} download>
            <IconDownload size={18} aria-hidden />
            {t('recipient:download')}
          </a>
        )}
      </article>
      {shown.can.accept && (
        <AnswerBar
          token={token}
          shown={shown}
          total={format.money(current.total, content.currency)}
          selected={canChoose ? choice.selected : undefined}
          waiting={choice.state === 'pricing'}
          show={show}
          reload={reload}
        />
      )}
    </>
  );
}

/** The document and what can be answered to it; only the notice where a newer version has taken its place. */
export function DocumentSheet(props: Props) {
  const format = usePageFormat(props.shown.seller.address?.country);
  const { content } = props.shown;
  if (!content) return <Standing shown={props.shown} format={format} />;
  return <Sheet {...props} content={content} />;
}
