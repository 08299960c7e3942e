import { createRootRoute, createRoute, retainSearchParams } from '@tanstack/react-router';
import { ErrorScreen } from './error-screen.tsx';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './not-found.tsx';

export const rootRoute = createRootRoute({ notFoundComponent: NotFound, errorComponent: ErrorScreen });

/** Every screen of a signed-in member hangs below this route; the node being worked in stays in the address. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: Frame,
  errorComponent: ErrorScreen,
  notFoundComponent: NotFound,
  search: { middlewares: [retainSearchParams(['scopeNodeId'] as never)] },
});

/** Whatever no screen answers to: said within the frame to whoever is signed in. */
export const nowhereRoute = createRoute({ getParentRoute: () => appRoute, path: '$', component: NotFound });
