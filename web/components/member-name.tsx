import { Avatar, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMember } from '#web/platform/members.ts';

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

export function Initials({ name, size = 20 }: { name: string; size?: number }) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => Array.from(word)[0])
    .join('\u200c');
  return (
    <Avatar
      component="span"
      size={size}
      radius="xl"
      color="gray"
      variant="light"
      aria-hidden
      fz={size * 0.42}
    >
      {letters}
    </Avatar>
  );
}
