import { type AnyRoute, createRouter } from '@tanstack/react-router';
import type { Creators } from '#web/components/create/declare.ts';
import { homePlace, kindPlace, type Place } from '#web/components/frame/navigation.ts';
import { appRoute, rootRoute } from '#web/components/root-routes.tsx';
import { entryRoutes } from '#web/features/entry/routes.tsx';
import { homeRoutes } from '#web/features/home/routes.tsx';
import { leadRoutes, loadCreateLead } from '#web/features/leads/routes.tsx';
import { parseSearch, stringifySearch } from '#web/platform/url-state.ts';

/** Every screen of a signed-in member. A feature adds its routes, its place and its create form here. */
const screens: AnyRoute[] = [...homeRoutes, ...leadRoutes];

/** The navigation, in its order. */
export const places: readonly Place[] = [homePlace, kindPlace('lead')];

/** The kinds that can be created from anywhere, and where their form is. */
export const creators: Creators = { lead: loadCreateLead };

const routeTree = rootRoute.addChildren([...entryRoutes, appRoute.addChildren(screens)] as AnyRoute[]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});
