import { taxRateCreate } from '#domain/settings.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { NamedList } from './named-list.tsx';
import type { TaxRate } from './wire.ts';

export function TaxRatesSettings() {
  const format = useFormat();
  return (
    <NamedList<TaxRate>
      subject="tax-rates"
      figure={{ key: 'rate', label: 'settings:named.rate', type: 'percent', required: true }}
      read={(item) => item.rate}
      show={(item) => format.percent(item.rate)}
      schema={taxRateCreate}
    />
  );
}
