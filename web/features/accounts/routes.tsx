import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const accountRoutes = [
  createRoute({
    ...under,
    path: '/accounts',
    component: lazyRouteComponent(() => import('./account-list.tsx'), 'AccountList'),
  }),
  createRoute({
    ...under,
    path: '/accounts/$id',
    component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
  }),
];

export const loadCreateAccount = async () => (await import('./create-account.tsx')).createAccount;
