import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const campaignRoutes = [
  createRoute({
    ...under,
    path: '/campaigns',
    component: lazyRouteComponent(() => import('./campaign-list.tsx'), 'CampaignList'),
  }),
  createRoute({
    ...under,
    path: '/campaigns/$id',
    component: lazyRouteComponent(() => import('./campaign-page.tsx'), 'CampaignPage'),
  }),
];

export const loadCreateCampaign = async () => (await import('./create-campaign.ts')).createCampaign;
