import { AppShell, Burger, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveUpdates } from '#web/platform/live.ts';
import { useMemberPreferences } from '#web/platform/preferences.ts';
import { hasCode } from '#web/platform/problem.ts';
import { meQuery } from '#web/platform/session.ts';
import { CreateDrawer } from '../create/create-drawer.tsx';
import { ErrorState } from '../error-state.tsx';
import { JobsTray } from '../jobs/jobs-tray.tsx';
import { Bell } from './bell.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { CommandPalette, SearchButton } from './command-palette.tsx';
import classes from './frame.module.css';
import { MemberMenu } from './member-menu.tsx';
import { type OfferedActs, OfferedActsContext } from './palette-acts.ts';
import { QuickCreate } from './quick-create.tsx';
import { ScopeSwitcher } from './scope-switcher.tsx';
import { SideNavigation } from './side-navigation.tsx';

/** What stands around every screen of a signed-in member. Nobody signed in: off to the sign-in, and back after. */
export function Frame() {
  const me = useQuery(meQuery);
  const navigate = useNavigate();
  const router = useRouter();
  const signedOut = hasCode(me.error, 'not_signed_in');
  useEffect(() => {
    if (!signedOut) return;
    const next = router.state.location.href;
    void navigate({ to: '/sign-in', search: { next } as never, replace: true });
  }, [signedOut, navigate, router]);
  if (me.isError && !signedOut) return <ErrorState error={me.error} retry={() => void me.refetch()} />;
  if (!me.data || signedOut) return null;
  return <SignedIn />;
}

function SignedIn() {
  const { t } = useTranslation();
  const [opened, menu] = useDisclosure(false);
  const narrow = useMediaQuery('(max-width: 48em)') ?? false;
  const { pathname } = useLocation();
  const offered = useRef<OfferedActs | null>(null);
  useLiveUpdates(true);
  useMemberPreferences();
  const { close } = menu;
  useEffect(() => {
    if (pathname) close();
  }, [pathname, close]);
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={narrow ? undefined : { width: 208, breakpoint: 'sm' }}
      footer={narrow ? { height: 56 } : undefined}
      layout="alt"
    >
      <a className="skip-link" href="#main">
        {t('common:nav.skip')}
      </a>
      <AppShell.Header className={classes.top}>
        <div className={classes.header}>
          {narrow && (
            <Burger size="sm" opened={opened} onClick={menu.toggle} aria-label={t('common:nav.menu')} />
          )}
          <ScopeSwitcher />
          <span className={classes.spring} />
          <SearchButton narrow={narrow} />
          <JobsTray />
          <QuickCreate />
          <Bell />
          <MemberMenu />
        </div>
      </AppShell.Header>
      {!narrow && (
        <AppShell.Navbar className={classes.navbar}>
          <SideNavigation />
        </AppShell.Navbar>
      )}
      <Drawer
        opened={opened && narrow}
        onClose={menu.close}
        position="left"
        size={264}
        padding="sm"
        title={t('common:nav.menu')}
        closeButtonProps={{ 'aria-label': t('common:act.close') }}
      >
        <SideNavigation />
      </Drawer>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <OfferedActsContext value={offered}>
          <Outlet />
        </OfferedActsContext>
      </AppShell.Main>
      {narrow && (
        <AppShell.Footer>
          <BottomBar />
        </AppShell.Footer>
      )}
      <OfferedActsContext value={offered}>
        <CommandPalette />
      </OfferedActsContext>
      <CreateDrawer />
    </AppShell>
  );
}
