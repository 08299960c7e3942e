import { Group, Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useMember } from '#web/platform/members.ts';
import classes from './member-name.module.css';

/** A member by id: initials and name. */
export function MemberName({ id, size = 20 }: { id: string | null | undefined; size?: number }) {
  const { t } = useTranslation();
  const member = useMember(id);
  if (!id)
    return (
      <Text span inherit c="dimmed">
        {t('common:nobody')}
      </Text>
    );
  return (
    <Group gap={6} wrap="nowrap" component="span" style={{ minWidth: 0, display: 'inline-flex' }}>
      <Initials name={member?.name ?? ''} size={size} />
      <Text span inherit truncate>
        {member?.name ?? '…'}
      </Text>
    </Group>
  );
}

/** Initials in a disc. They are decoration, so they are drawn and not written: the name stands beside or in a label. */
export function Initials({ name, size = 20 }: { name: string; size?: number }) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => Array.from(word)[0])
    .join('\u200c');
  const style = { '--initials-size': `${size / 16}rem` } as CSSProperties;
  return <span className={classes.initials} style={style} data-letters={letters} aria-hidden />;
}
