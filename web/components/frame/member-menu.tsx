import { Menu, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconShieldLock, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { usePreferences } from '#web/platform/preferences.ts';
import { useSession } from '#web/platform/session.ts';
import { LanguageSwitch } from '../language-switch.tsx';
import { Initials } from '../member-name.tsx';

/** Who is signed in, how the product looks to them, and the way out. */
export function MemberMenu() {
  const { t } = useTranslation();
  const me = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const signOut = async () => {
    await api.post('/auth/sign-out').catch(() => undefined);
    queryClient.clear();
    await navigate({ to: '/sign-in' });
  };
  if (!me) return null;
  return (
    <Menu width={264} closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton aria-label={t('common:member.menu', { name: me.member.name })} p={4}>
          <Initials name={me.member.name} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text fw={500} px="sm" pt={6} truncate>
          {me.member.name}
        </Text>
        <Text size="sm" c="dimmed" px="sm" pb={8} truncate>
          <bdi dir="ltr">{me.member.email}</bdi>
        </Text>
        <Menu.Divider />
        <ThemeSwitch />
        <LanguageSwitch />
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/settings/profile"
          leftSection={<IconShieldLock size={16} aria-hidden />}
          closeMenuOnClick
        >
          {t('common:member.profile')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void signOut()}
          closeMenuOnClick
        >
          {t('common:member.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation();
  const { colourScheme, setColourScheme } = usePreferences();
  const schemes = [
    { value: 'light', icon: IconSun },
    { value: 'dark', icon: IconMoon },
    { value: 'auto', icon: IconDeviceDesktop },
  ] as const;
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      m={4}
      aria-label={t('common:theme.label')}
      value={colourScheme}
      onChange={(value) => setColourScheme(value as 'auto' | 'light' | 'dark')}
      data={schemes.map(({ value, icon: Icon }) => ({
        value,
        label: (
          <span style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}>
            <Icon size={14} aria-hidden /> {t(`common:theme.${value}`)}
          </span>
        ),
      }))}
    />
  );
}
