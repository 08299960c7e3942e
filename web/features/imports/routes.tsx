import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const importRoutes = [
  createRoute({
    ...under,
    path: '/imports',
    component: lazyRouteComponent(() => import('./import-list.tsx'), 'ImportList'),
  }),
  createRoute({
    ...under,
    path: '/imports/$id',
    component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
  }),
];
