import { Divider, Popover, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceDesktop, IconLogout, IconMoon, IconShieldLock, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { usePreferences } from '#web/platform/preferences.ts';
import { useSession } from '#web/platform/session.ts';
import { LanguageSwitch } from '../language-switch.tsx';
import { Initials } from '../member-name.tsx';
import classes from './frame.module.css';

/** Who is signed in, how the product looks to them, and the way out. */
export function MemberMenu() {
  const { t } = useTranslation();
  const me = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [opened, menu] = useDisclosure(false);
  const signOut = async () => {
    await api.post('/auth/sign-out').catch(() => undefined);
    // First away from the screen: what it shows would be asked for again, as nobody.
    await navigate({ to: '/sign-in' });
    queryClient.clear();
  };
  if (!me) return null;
  return (
    <Popover
      width={272}
      position="bottom-end"
      opened={opened}
      onChange={(open) => !open && menu.close()}
      trapFocus
    >
      <Popover.Target>
        <UnstyledButton
          onClick={menu.toggle}
          aria-label={t('common:member.menu', { name: me.member.name })}
          p={4}
        >
          <Initials name={me.member.name} size={28} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={me.member.name}>
        <Text fw={500} px="sm" pt={6} truncate>
          {me.member.name}
        </Text>
        <Text size="sm" c="dimmed" px="sm" pb={8} truncate>
          <bdi dir="ltr">{me.member.email}</bdi>
        </Text>
        <Divider />
        <ThemeSwitch />
        <LanguageSwitch />
        <Divider mb={4} />
        <Link to="/settings/profile" className={classes.place} onClick={menu.close}>
          <IconShieldLock size={16} aria-hidden />
          {t('common:member.profile')}
        </Link>
        <UnstyledButton className={classes.place} w="100%" onClick={() => void signOut()}>
          <IconLogout size={16} aria-hidden />
          {t('common:member.signOut')}
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
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
