import { Loader } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './pdf.module.css';

type Props = {
  bytes: Uint8Array | null;
  /** What the PDF is, for those who do not see it. */
  label: string;
  /** A newer one is on its way. */
  busy?: boolean;
};

/** A PDF as it will be on paper, the same in every browser and on phones; the last one stays until the next is drawn. */
export function PdfView({ bytes, label, busy }: Props) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const holder = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<'waiting' | 'done' | 'failed'>('waiting');
  const wide = Math.floor(width / 8) * 8;
  useEffect(() => {
    if (!bytes || wide === 0) return;
    const abort = new AbortController();
    import('./draw-pdf.ts')
      .then(({ drawPdf }) => drawPdf(bytes, wide, abort.signal))
      .then(({ pages }) => {
        if (abort.signal.aborted) return;
        holder.current?.replaceChildren(...pages);
        setDrawn('done');
      })
      .catch(() => {
        if (!abort.signal.aborted) setDrawn('failed');
      });
    return () => abort.abort();
  }, [bytes, wide]);
  return (
    <div ref={ref} className={classes.view} data-busy={busy || undefined}>
      {drawn === 'waiting' && (
        <div className={classes.sheet} aria-hidden>
          <Loader size="sm" />
        </div>
      )}
      {drawn === 'failed' && <p role="alert">{t('documents:preview.failed')}</p>}
      <div ref={holder} role="img" aria-label={label} aria-busy={busy} hidden={drawn !== 'done'} />
    </div>
  );
}
