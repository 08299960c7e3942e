import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { settingsRoute } from '#web/features/settings/settings-route.ts';

const under = { getParentRoute: () => settingsRoute };

/** The member's own pages; they stand in the frame of the settings. */
export const profileRoutes = [
  createRoute({
    ...under,
    path: '/profile',
    component: lazyRouteComponent(() => import('./profile.tsx'), 'Profile'),
  }),
  createRoute({
    ...under,
    path: '/notifications',
    component: lazyRouteComponent(
      () => import('#web/features/notifications/preferences.tsx'),
      'NotificationPreferences',
    ),
  }),
  createRoute({
    ...under,
    path: '/security',
    component: lazyRouteComponent(() => import('./security.tsx'), 'Security'),
  }),
];
