import { Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useMember } from '#web/platform/members.ts';
import classes from './member-name.module.css';

type Props = {
  id: string | null | undefined;
  /** The name, where the record that names the member carries it; without it, it is looked up. */
  name?: string;
  size?: number;
};

/** A member by id: initials and name. */
export function MemberName({ id, name, size = 20 }: Props) {
  const { t } = useTranslation();
  const found = useMember(name ? null : id)?.name;
  const shown = name ?? found;
  if (!id)
    return (
      <Text span inherit c="dimmed">
        {t('common:nobody')}
      </Text>
    );
  return (
    <span className={classes.member}>
      <Initials name={shown ?? ''} size={size} />
      <Text span inherit truncate dir="auto">
        {shown ?? '…'}
      </Text>
    </span>
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
