import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const opportunityRoutes = [
  createRoute({
    ...under,
    path: '/opportunities',
    component: lazyRouteComponent(() => import('./opportunity-list.tsx'), 'OpportunityList'),
  }),
  createRoute({
    ...under,
    path: '/opportunities/board',
    component: lazyRouteComponent(() => import('./opportunity-board.tsx'), 'OpportunityBoard'),
  }),
  createRoute({
    ...under,
    path: '/opportunities/$id',
    component: lazyRouteComponent(() => import('./opportunity-page.tsx'), 'OpportunityPage'),
  }),
];

export const loadCreateOpportunity = async () => (await import('./create-opportunity.ts')).createOpportunity;
