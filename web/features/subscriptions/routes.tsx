import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const subscriptionRoutes = [
  createRoute({
    ...under,
    path: '/subscriptions',
    component: lazyRouteComponent(() => import('./subscription-list.tsx'), 'SubscriptionList'),
  }),
  createRoute({
    ...under,
    path: '/subscriptions/summary',
    component: lazyRouteComponent(() => import('./summary.tsx'), 'SubscriptionSummary'),
  }),
  createRoute({
    ...under,
    path: '/subscriptions/$id',
    component: lazyRouteComponent(() => import('./subscription-page.tsx'), 'SubscriptionPage'),
  }),
];

export const loadCreateSubscription = async () =>
  (await import('./create-subscription.ts')).createSubscription;
