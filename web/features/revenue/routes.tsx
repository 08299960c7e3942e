import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

export const revenueRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/revenue/$kind/$id',
    component: lazyRouteComponent(() => import('./thread-page.tsx'), 'ThreadPage'),
  }),
];
