import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { opened: boolean; name: string; close: () => void; save: (name: string) => void };

/** Asks what a view is to be called. */
export function NameView({ opened, name, close, save }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t(name ? 'lists:view.rename' : 'lists:view.saveAs')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {opened && <NameForm name={name} close={close} save={save} />}
    </Modal>
  );
}

function NameForm({ name, close, save }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!typed.trim()) return;
        save(typed.trim());
        close();
      }}
    >
      <TextInput
        label={t('lists:view.name')}
        value={typed}
        maxLength={80}
        dir="auto"
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('common:act.cancel')}
        </Button>
        <Button type="submit" disabled={!typed.trim()}>
          {t('common:act.save')}
        </Button>
      </Group>
    </form>
  );
}
