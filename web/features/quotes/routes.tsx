import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const quoteRoutes = [
  createRoute({
    ...under,
    path: '/quotes',
    component: lazyRouteComponent(() => import('./quote-list.tsx'), 'QuoteList'),
  }),
  createRoute({
    ...under,
    path: '/scheduled-sends',
    component: lazyRouteComponent(() => import('./scheduled-sends.tsx'), 'ScheduledSends'),
  }),
  createRoute({
    ...under,
    path: '/quotes/$id',
    component: lazyRouteComponent(() => import('./quote-page.tsx'), 'QuotePage'),
  }),
];

export const loadCreateQuote = async () => (await import('./create-quote.ts')).loadCreateQuoteForm();
