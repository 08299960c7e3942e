import { Checkbox, Table } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NotificationType } from '#domain/notifications.ts';
import { useNotify } from '#web/components/notify.tsx';
import { Loaded } from '#web/features/settings/loaded.tsx';
import { Panel } from '#web/features/settings/panel.tsx';
import { SettingsPage } from '#web/features/settings/settings-page.tsx';
import { api } from '#web/platform/api.ts';

type Choice = { type: NotificationType; inApp: boolean; email: boolean };
type Answer = { items: Choice[] };

const queryKey = ['notification-preferences'];
const ways = ['inApp', 'email'] as const;

/** How the member wants to be told of each type of event; a tick holds at once. */
export function NotificationPreferences() {
  const { t } = useTranslation();
  const choices = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await api.get<Answer>('/notification-preferences', { signal })).items,
  });
  return (
    <SettingsPage subject="notifications">
      <Panel title={t('notifications:preferences')} text={t('notifications:preferencesText')} flush>
        <Loaded query={choices}>{(items) => <Choices items={items} />}</Loaded>
      </Panel>
    </SettingsPage>
  );
}

function Choices({ items }: { items: readonly Choice[] }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const choose = async (choice: Choice) => {
    queryClient.setQueryData(
      queryKey,
      items.map((one) => (one.type === choice.type ? choice : one)),
    );
    try {
      const { items: kept } = await api.put<Answer>('/notification-preferences', { items: [choice] });
      queryClient.setQueryData(queryKey, kept);
    } catch (error) {
      notify.refused(error);
      await queryClient.invalidateQueries({ queryKey });
    }
  };
  return (
    <Table verticalSpacing="xs" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('notifications:event')}</Table.Th>
          {ways.map((way) => (
            <Table.Th key={way} scope="col">
              {t(`notifications:way.${way}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((choice) => (
          <Table.Tr key={choice.type}>
            <Table.Th scope="row" fw={400}>
              {t(`notifications:type.${choice.type}`)}
            </Table.Th>
            {ways.map((way) => (
              <Table.Td key={way}>
                <Checkbox
                  aria-label={`${t(`notifications:type.${choice.type}`)}: ${t(`notifications:way.${way}`)}`}
                  checked={choice[way]}
                  onChange={(event) => void choose({ ...choice, [way]: event.currentTarget.checked })}
                />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
