import { type CSSProperties, type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicDocumentWire } from '#domain/sharing.ts';
import { api } from '#web/platform/api.ts';
import { languages } from '#web/platform/language.ts';
import { problemOf } from '#web/platform/problem.ts';
import { DocumentSheet } from './document-sheet.tsx';
import { Notice } from './notice.tsx';
import { brandStyle } from './page-theme.ts';
import { chooseLanguage, speakAs } from './page-words.ts';
import classes from './recipient.module.css';
import sheet from './sheet.module.css';
import { useView } from './use-view.ts';

type Loaded = { state: 'loading' | 'invalid' | 'error' } | { state: 'ready'; shown: PublicDocumentWire };

function useDocument(token: string) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const show = useCallback((shown: PublicDocumentWire) => setLoaded({ state: 'ready', shown }), []);
  // Read again, it stays on the screen meanwhile.
  const load = useCallback(async () => {
    setLoaded((before) => (before.state === 'ready' ? before : { state: 'loading' }));
    try {
      const shown = await api.get<PublicDocumentWire>(`/public/${encodeURIComponent(token)}`);
      await speakAs(shown.language);
      show(shown);
    } catch (error) {
      const { status } = problemOf(error);
      setLoaded({ state: status === 404 || status === 410 ? 'invalid' : 'error' });
    }
  }, [token, show]);
  useEffect(() => void load(), [load]);
  return { loaded, load, show };
}

function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <nav className={classes.languages} aria-label={t('recipient:language')}>
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          className={classes.language}
          aria-pressed={i18n.language === code}
          onClick={() => void chooseLanguage(code)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}

/** The page as it is drawn around whatever it has to say: the company leads, Parley is a small line. */
function Frame({ shown, children }: { shown: PublicDocumentWire | null; children: ReactNode }) {
  const { t } = useTranslation();
  const { accent = null, logo = null } = shown?.branding ?? {};
  const name = shown?.seller.name ?? '';
  return (
    <div className={classes.page} style={brandStyle(accent) as CSSProperties}>
      <header className={classes.top}>
        {logo ? (
          <img className={classes.logo} src={logo} alt={name} />
        ) : (
          <bdi className={classes.company}>{name}</bdi>
        )}
        <LanguageChoice />
      </header>
      <main className={classes.main}>{children}</main>
      <footer className={classes.footer}>{t('recipient:sentWith')} Parley</footer>
    </div>
  );
}

function Outline() {
  const { t } = useTranslation();
  return (
    <div className={sheet.sheet} aria-busy="true">
      <h1 className={classes.quiet}>{t('recipient:loading')}</h1>
      <div className={classes.bone} />
      <div className={classes.bone} />
      <div className={classes.bone} />
    </div>
  );
}

/** What a customer sees who opens a link: the document and what they may answer, or why there is none. */
export function RecipientPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const { loaded, load, show } = useDocument(token);
  const shown = loaded.state === 'ready' ? loaded.shown : null;
  useView(token, shown !== null);
  const title = shown
    ? t('recipient:titleOf', { kind: t(`recipient:kind.${shown.kind}`), seller: shown.seller.name ?? '' })
    : t(loaded.state === 'invalid' ? 'recipient:invalid' : 'recipient:loading');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Frame shown={shown}>
      {loaded.state === 'loading' && <Outline />}
      {loaded.state === 'invalid' && (
        <Notice tone="neutral" heading={t('recipient:invalid')} text={t('recipient:invalidText')} alone />
      )}
      {loaded.state === 'error' && (
        <Notice tone="amber" heading={t('recipient:error')} text={t('recipient:errorText')} alone>
          <button type="button" className={classes.button} onClick={() => void load()}>
            {t('recipient:retry')}
          </button>
        </Notice>
      )}
      {shown && <DocumentSheet token={token} shown={shown} show={show} reload={load} />}
    </Frame>
  );
}
