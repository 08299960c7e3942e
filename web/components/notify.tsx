import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { problemOf } from '#web/platform/problem.ts';
import { useProblemText } from '#web/platform/problem-text.ts';

/** Short messages at the edge of the screen: what was done (with undo where it can be), or why it was not. */
export function useNotify() {
  const { t } = useTranslation();
  const text = useProblemText();
  return {
    done: (message: string, undo?: () => void) => {
      const id = notifications.show({
        color: 'teal',
        autoClose: undo ? 8000 : 4000,
        closeButtonProps: { 'aria-label': t('common:act.close') },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{message}</Text>
            {undo && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  notifications.hide(id);
                  undo();
                }}
              >
                {t('common:act.undo')}
              </Button>
            )}
          </Group>
        ),
      });
    },
    refused: (error: unknown) => {
      notifications.show({
        color: 'red',
        autoClose: 8000,
        closeButtonProps: { 'aria-label': t('common:act.close') },
        message: text(problemOf(error)),
      });
    },
  };
}
