import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';

type Act = {
  title: string;
  /** What will happen, named: "INV-0042 will be sent to lina@example.com." */
  text: string;
  /** The verb on the button: "Send invoice", never "OK". */
  confirm: string;
  danger?: boolean;
  run: () => void;
};

/** Asks before an act that cannot be taken back. Acts that can, offer undo instead of asking. */
export function useConfirmAct(): (act: Act) => void {
  const { t } = useTranslation();
  return (act) => {
    modals.openConfirmModal({
      title: act.title,
      children: <Text>{act.text}</Text>,
      labels: { confirm: act.confirm, cancel: t('common:act.cancel') },
      confirmProps: { color: act.danger ? 'red' : undefined, 'data-autofocus': true },
      closeButtonProps: { 'aria-label': t('common:act.close') },
      onConfirm: act.run,
    });
  };
}
