import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const contactRoutes = [
  createRoute({
    ...under,
    path: '/contacts',
    component: lazyRouteComponent(() => import('./contact-list.tsx'), 'ContactList'),
  }),
  createRoute({
    ...under,
    path: '/contacts/$id',
    component: lazyRouteComponent(() => import('./contact-page.tsx'), 'ContactPage'),
  }),
];

export const loadCreateContact = async () => (await import('./create-contact.tsx')).createContact;
