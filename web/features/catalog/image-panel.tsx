import { Button, FileButton } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imageTypes, mostImageBytes } from '#domain/products.ts';
import { useNotify } from '#web/components/notify.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api, apiUrl } from '#web/platform/api.ts';
import { ApiProblem, problemOf } from '#web/platform/problem.ts';
import classes from './catalog.module.css';
import type { Product } from './product.ts';

/** Where the picture of a product is; another picture has another address, so that none is kept too long. */
export function imageUrl({ id, image }: Pick<Product, 'id' | 'image'>): string | null {
  return image && apiUrl(`/products/${id}/image`, { v: image.sha256.slice(0, 12) });
}

/** The picture of a product: shown, chosen, replaced, removed. */
export function ImagePanel({ product }: { product: Product }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord('product');
  const [busy, setBusy] = useState(false);
  const url = imageUrl(product);
  const editable = product.abilities?.edit === true;
  if (!url && !editable) return null;
  const carryOut = async (act: () => Promise<Product>) => {
    setBusy(true);
    try {
      keep(await act());
    } catch (error) {
      const { status } = problemOf(error);
      const refused = status === 422 || status === 413;
      notify.refused(
        refused ? new ApiProblem({ status, code: 'own:image', detail: t('catalog:image.refused') }) : error,
      );
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File | null) => {
    if (!file) return;
    const refused = file.size > mostImageBytes;
    void carryOut(() =>
      refused
        ? Promise.reject(new ApiProblem({ status: 413, code: 'too_large' }))
        : api.upload<Product>(`/products/${product.id}/image`, file),
    );
  };
  return (
    <SidePanel title={t('catalog:image.title')}>
      {url ? (
        <img className={classes.picture} src={url} alt={t('catalog:image.alt', { name: product.name })} />
      ) : (
        <p className={classes.hint}>{t('catalog:image.hint')}</p>
      )}
      {editable && (
        <div className={classes.acts}>
          <FileButton onChange={choose} accept={imageTypes.join(',')}>
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="default"
                loading={busy}
                leftSection={<IconPhoto size={15} aria-hidden />}
              >
                {t(url ? 'catalog:image.replace' : 'catalog:image.choose')}
              </Button>
            )}
          </FileButton>
          {url && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              disabled={busy}
              onClick={() => void carryOut(() => api.delete<Product>(`/products/${product.id}/image`))}
            >
              {t('catalog:image.remove')}
            </Button>
          )}
        </div>
      )}
    </SidePanel>
  );
}
