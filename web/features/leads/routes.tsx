import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const leadRoutes = [
  createRoute({
    ...under,
    path: '/leads',
    component: lazyRouteComponent(() => import('./lead-list.tsx'), 'LeadList'),
  }),
  createRoute({
    ...under,
    path: '/leads/board',
    component: lazyRouteComponent(() => import('./lead-board.tsx'), 'LeadBoard'),
  }),
  createRoute({
    ...under,
    path: '/leads/$id',
    component: lazyRouteComponent(() => import('./lead-page.tsx'), 'LeadPage'),
  }),
];

export const loadCreateLead = async () => (await import('./create-lead.tsx')).createLead;
