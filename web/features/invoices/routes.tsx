import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const invoiceRoutes = [
  createRoute({
    ...under,
    path: '/invoices',
    component: lazyRouteComponent(() => import('./invoice-list.tsx'), 'InvoiceList'),
  }),
  createRoute({
    ...under,
    path: '/invoices/$id',
    component: lazyRouteComponent(() => import('./invoice-page.tsx'), 'InvoicePage'),
  }),
];

export const loadCreateInvoice = async () => (await import('./create-invoice.ts')).createInvoice;
