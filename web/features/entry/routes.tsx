import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => rootRoute };

/** The pages of whoever is not signed in. */
export const entryRoutes = [
  createRoute({
    ...under,
    path: '/set-up',
    component: lazyRouteComponent(() => import('./set-up.tsx'), 'SetUp'),
  }),
  createRoute({
    ...under,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
  }),
  createRoute({
    ...under,
    path: '/forgotten-password',
    component: lazyRouteComponent(() => import('./forgotten-password.tsx'), 'ForgottenPassword'),
  }),
  createRoute({
    ...under,
    path: '/reset-password',
    component: lazyRouteComponent(() => import('./reset-password.tsx'), 'ResetPassword'),
  }),
  createRoute({
    ...under,
    path: '/invitation/$token',
    component: lazyRouteComponent(() => import('./invitation.tsx'), 'InvitationPage'),
  }),
];
