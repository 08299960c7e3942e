import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { importKinds } from '#domain/imports.ts';
import { capabilityOf } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';

type Props = {
  kind: RecordKindName;
  /** With its word beside the icon, where there is room. */
  worded?: boolean;
};

/** The way to bring records of a kind in from a file, for whoever may. */
export function ImportLink({ kind, worded }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  if (!(importKinds as readonly string[]).includes(kind) || !can(capabilityOf(kind, 'import'))) return null;
  const link = { component: Link, to: '/imports', search: { kind } as never } as const;
  const word = t('imports:import');
  if (worded) {
    return (
      <Button {...link} variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
        {word}
      </Button>
    );
  }
  return (
    <Tooltip label={word}>
      <ActionIcon {...link} aria-label={word}>
        <IconFileImport size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
