import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const productRoutes = [
  createRoute({
    ...under,
    path: '/products',
    component: lazyRouteComponent(() => import('./product-list.tsx'), 'ProductList'),
  }),
  createRoute({
    ...under,
    path: '/products/$id',
    component: lazyRouteComponent(() => import('./product-page.tsx'), 'ProductPage'),
  }),
];

export const loadCreateProduct = async () => (await import('./create-product.ts')).createProduct;
