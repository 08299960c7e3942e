import { type AnyRoute, createRouter } from '@tanstack/react-router';
import type { Creators } from '#web/components/create/declare.ts';
import { homePlace, kindPlace, type Place, settingsPlace } from '#web/components/frame/navigation.ts';
import type { SharedTab } from '#web/components/record/shared-tabs.ts';
import { appRoute, nowhereRoute, rootRoute } from '#web/components/root-routes.tsx';
import { accountRoutes, loadCreateAccount } from '#web/features/accounts/routes.tsx';
import { campaignRoutes, loadCreateCampaign } from '#web/features/campaigns/routes.tsx';
import { loadCreateProduct, productRoutes } from '#web/features/catalog/routes.tsx';
import { contactRoutes, loadCreateContact } from '#web/features/contacts/routes.tsx';
import { creditNoteRoutes } from '#web/features/credit-notes/routes.tsx';
import { entryRoutes } from '#web/features/entry/routes.tsx';
import { filesTab } from '#web/features/files/routes.tsx';
import { homeRoutes } from '#web/features/home/routes.tsx';
import { importRoutes } from '#web/features/imports/routes.tsx';
import { invoiceRoutes, loadCreateInvoice } from '#web/features/invoices/routes.tsx';
import { leadRoutes, loadCreateLead } from '#web/features/leads/routes.tsx';
import { mergingRoutes } from '#web/features/merging/routes.tsx';
import { loadCreateOpportunity, opportunityRoutes } from '#web/features/opportunities/routes.tsx';
import { loadCreateOrder, orderRoutes } from '#web/features/orders/routes.tsx';
import { profileRoutes } from '#web/features/profile/routes.tsx';
import { loadCreateQuote, quoteRoutes } from '#web/features/quotes/routes.tsx';
import {
  receivablesPlace,
  receivablesRoutes,
  receivablesSettings,
} from '#web/features/receivables/routes.tsx';
import { revenueRoutes } from '#web/features/revenue/routes.tsx';
import { settingsRoutes } from '#web/features/settings/routes.tsx';
import { loadCreateSubscription, subscriptionRoutes } from '#web/features/subscriptions/routes.tsx';
import { loadCreateTask, taskRoutes, tasksTab } from '#web/features/tasks/routes.tsx';
import { parseSearch, stringifySearch } from '#web/platform/url-state.ts';

/** Every screen of a signed-in member. A feature adds its routes, its place and its create form here. */
const screens: AnyRoute[] = [
  ...homeRoutes,
  ...leadRoutes,
  ...accountRoutes,
  ...contactRoutes,
  ...opportunityRoutes,
  ...quoteRoutes,
  ...orderRoutes,
  ...invoiceRoutes,
  ...creditNoteRoutes,
  ...subscriptionRoutes,
  ...campaignRoutes,
  ...taskRoutes,
  ...mergingRoutes,
  ...productRoutes,
  ...importRoutes,
  ...revenueRoutes,
  ...receivablesRoutes,
  ...settingsRoutes([...profileRoutes, ...receivablesSettings]),
  nowhereRoute,
];

/** The navigation, in its order. */
export const places: readonly Place[] = [
  homePlace,
  kindPlace('lead'),
  kindPlace('account'),
  kindPlace('contact'),
  kindPlace('opportunity'),
  kindPlace('quote'),
  kindPlace('order'),
  kindPlace('invoice'),
  kindPlace('credit_note'),
  receivablesPlace,
  kindPlace('subscription'),
  kindPlace('campaign'),
  kindPlace('task'),
  kindPlace('product'),
  settingsPlace,
];

/** The kinds that can be created from anywhere, and where their form is. */
export const creators: Creators = {
  lead: loadCreateLead,
  account: loadCreateAccount,
  contact: loadCreateContact,
  opportunity: loadCreateOpportunity,
  quote: loadCreateQuote,
  order: loadCreateOrder,
  invoice: loadCreateInvoice,
  subscription: loadCreateSubscription,
  campaign: loadCreateCampaign,
  task: loadCreateTask,
  product: loadCreateProduct,
};

/** What every record page shows beside its own tabs. */
export const sharedTabs: readonly SharedTab[] = [tasksTab, filesTab];

const routeTree = rootRoute.addChildren([...entryRoutes, appRoute.addChildren(screens)] as AnyRoute[]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});
