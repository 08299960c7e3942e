import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const creditNoteRoutes = [
  createRoute({
    ...under,
    path: '/credit-notes',
    component: lazyRouteComponent(() => import('./credit-note-list.tsx'), 'CreditNoteList'),
  }),
  createRoute({
    ...under,
    path: '/credit-notes/$id',
    component: lazyRouteComponent(() => import('./credit-note-page.tsx'), 'CreditNotePage'),
  }),
];
