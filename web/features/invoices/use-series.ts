import { useQuery } from '@tanstack/react-query';
import type { SheetField, SheetFields } from '#web/components/document/draft-sheet.tsx';
import { api } from '#web/platform/api.ts';
import { invoiceSheet } from './invoice-fields.ts';

type Series = { entityId: string; code: string; name: string | null; isDefault: boolean };

/** The sheet of a draft, with the series to choose from where its entity has several. */
export function useInvoiceSheet(entityId: string, isDraft: boolean): SheetFields {
  const series = useQuery({
    queryKey: ['invoice-series'],
    queryFn: async ({ signal }) => (await api.get<{ items: Series[] }>('/invoice-series', { signal })).items,
    enabled: isDraft,
    staleTime: 5 * 60_000,
  });
  const own = (series.data ?? []).filter((one) => one.entityId === entityId);
  if (own.length === 0) return invoiceSheet;
  const field: SheetField = {
    key: 'series',
    label: 'invoices:field.series',
    help: 'invoices:help.series',
    type: 'choice',
    options: own.map(({ code, name }) => ({
      value: code,
      label: name === null ? code : `${code} · \u2068${name}\u2069`,
    })),
  };
  return { ...invoiceSheet, more: [field, ...invoiceSheet.more] };
}
