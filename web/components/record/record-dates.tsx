import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../when.tsx';
import { SidePanel } from './side-panel.tsx';

type Props = { item: { createdAt: string; updatedAt: string } };

/** When a record was made and last changed. */
export function RecordDates({ item }: Props) {
  const { t } = useTranslation();
  return (
    <SidePanel title={t('common:record.dates')}>
      <Text inherit c="dimmed">
        {t('common:field.createdAt')} <When at={item.createdAt} />
      </Text>
      <Text inherit c="dimmed">
        {t('common:field.updatedAt')} <When at={item.updatedAt} />
      </Text>
    </SidePanel>
  );
}
