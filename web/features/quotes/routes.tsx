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
    path: '/quotes/$id',
    component: lazyRouteComponent(() => import('./quote-page.tsx'), 'QuotePage'),
  }),
];

export const loadCreateQuote = async () => (await import('./create-quote.ts')).loadCreateQuoteForm();
