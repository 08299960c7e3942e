import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { FieldGroup, Values } from '#web/components/form/field.ts';
import { RecordForm } from '#web/components/form/record-form.tsx';
import type { Submit } from '#web/components/form/use-record-form.ts';
import { useNotify } from '#web/components/notify.tsx';

type Props = {
  title: string;
  groups: FieldGroup[];
  initial?: Values;
  schema?: z.ZodType;
  submitLabel: string;
  /** Said when it is done; without it nothing is. */
  done?: string;
  hint?: (values: Values) => ReactNode;
  size?: string;
  close: () => void;
  /** False where the first field is a list, which would open at once. */
  focusFirst?: boolean;
  /** Stays open afterwards: the answer is shown here. */
  stays?: boolean;
  onSubmit: Submit;
};

/** A small form over the page: to add one thing, or to change one. */
export function FormModal({
  title,
  close,
  size = 'md',
  done,
  stays,
  onSubmit,
  initial = {},
  ...form
}: Props) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const submit: Submit = async (body, key) => {
    await onSubmit(body, key);
    await queryClient.invalidateQueries();
    if (done) notify.done(done);
    if (!stays) close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <RecordForm {...form} initial={initial} onSubmit={submit} onCancel={close} />
    </Modal>
  );
}
