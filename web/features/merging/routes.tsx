import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const mergingRoutes = [
  createRoute({
    ...under,
    path: '/duplicates',
    component: lazyRouteComponent(() => import('./duplicates.tsx'), 'Duplicates'),
  }),
  createRoute({
    ...under,
    path: '/merge',
    component: lazyRouteComponent(() => import('./merge-page.tsx'), 'MergePage'),
  }),
];
