import { useTranslation } from 'react-i18next';
import { paymentTermCreate } from '#domain/settings.ts';
import { NamedList } from './named-list.tsx';
import type { PaymentTerm } from './wire.ts';

export function PaymentTermsSettings() {
  const { t } = useTranslation();
  return (
    <NamedList<PaymentTerm>
      subject="payment-terms"
      figure={{ key: 'days', label: 'settings:named.days', type: 'decimal', whole: true, required: true }}
      read={(item) => item.days}
      show={(item) => t('settings:named.dueIn', { count: item.days })}
      schema={paymentTermCreate}
    />
  );
}
