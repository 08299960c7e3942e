import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const orderRoutes = [
  createRoute({
    ...under,
    path: '/orders',
    component: lazyRouteComponent(() => import('./order-list.tsx'), 'OrderList'),
  }),
  createRoute({
    ...under,
    path: '/orders/$id',
    component: lazyRouteComponent(() => import('./order-page.tsx'), 'OrderPage'),
  }),
];

export const loadCreateOrder = async () => (await import('./create-order.ts')).createOrder;
