import { IconHourglass } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Place } from '#web/components/frame/navigation.ts';
import { appRoute } from '#web/components/root-routes.tsx';
import { settingsRoute } from '#web/features/settings/settings-route.ts';

export const receivablesRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/receivables',
    component: lazyRouteComponent(() => import('./ageing-page.tsx'), 'AgeingPage'),
  }),
];

/** They stand in the frame of the settings. */
export const receivablesSettings = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/reminders',
    component: lazyRouteComponent(() => import('./schedule-page.tsx'), 'SchedulePage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/ledger',
    component: lazyRouteComponent(() => import('./ledger-page.tsx'), 'LedgerPage'),
  }),
];

export const receivablesPlace: Place = {
  to: '/receivables',
  label: 'receivables:title',
  icon: IconHourglass,
  module: 'accounting',
  capability: 'accounting.payments.view',
};
