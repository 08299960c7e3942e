import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Capability } from '#domain/capabilities.ts';
import type { RecordKindName } from '#domain/events.ts';
import { mergeKinds } from '#domain/merging.ts';
import { kinds } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';

/** The way to the records of this list that may be one, for those who may merge them. */
export function FindDuplicates({ kind }: { kind: RecordKindName }) {
  const { t } = useTranslation();
  const can = useCan();
  const mergeable = mergeKinds.some((one) => one === kind);
  if (!mergeable || !can(`${kinds[kind].capability}.merge` as Capability)) return null;
  return (
    <Tooltip label={t('merging:find')}>
      <ActionIcon component={Link} to="/duplicates" search={{ kind } as never} aria-label={t('merging:find')}>
        <IconCopyCheck size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
