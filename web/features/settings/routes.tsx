import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { settingsRoute } from './settings-route.ts';

const under = { getParentRoute: () => settingsRoute };

const pages = [
  createRoute({
    ...under,
    path: '/',
    component: lazyRouteComponent(() => import('./overview.tsx'), 'SettingsOverview'),
  }),
  createRoute({
    ...under,
    path: '/company',
    component: lazyRouteComponent(() => import('./company.tsx'), 'CompanySettings'),
  }),
  createRoute({
    ...under,
    path: '/entities',
    component: lazyRouteComponent(() => import('./entities.tsx'), 'EntitiesSettings'),
  }),
  createRoute({
    ...under,
    path: '/entities/$id',
    component: lazyRouteComponent(() => import('./entity.tsx'), 'EntitySettings'),
  }),
  createRoute({
    ...under,
    path: '/modules',
    component: lazyRouteComponent(() => import('./modules.tsx'), 'ModulesSettings'),
  }),
  createRoute({
    ...under,
    path: '/email',
    component: lazyRouteComponent(() => import('./email.tsx'), 'EmailSettings'),
  }),
  createRoute({
    ...under,
    path: '/sms',
    component: lazyRouteComponent(() => import('./sms.tsx'), 'SmsSettings'),
  }),
  createRoute({
    ...under,
    path: '/hierarchy',
    component: lazyRouteComponent(() => import('./hierarchy.tsx'), 'HierarchySettings'),
  }),
];

const people = [
  createRoute({
    ...under,
    path: '/members',
    component: lazyRouteComponent(() => import('./members.tsx'), 'MembersSettings'),
  }),
  createRoute({
    ...under,
    path: '/members/$id',
    component: lazyRouteComponent(() => import('./member.tsx'), 'MemberSettings'),
  }),
  createRoute({
    ...under,
    path: '/invitations',
    component: lazyRouteComponent(() => import('./invitations.tsx'), 'InvitationsSettings'),
  }),
  createRoute({
    ...under,
    path: '/roles',
    component: lazyRouteComponent(() => import('./roles.tsx'), 'RolesSettings'),
  }),
  createRoute({
    ...under,
    path: '/roles/new',
    component: lazyRouteComponent(() => import('./role.tsx'), 'NewRole'),
  }),
  createRoute({
    ...under,
    path: '/roles/$id',
    component: lazyRouteComponent(() => import('./role.tsx'), 'RoleSettings'),
  }),
];

const lists = [
  createRoute({
    ...under,
    path: '/pipelines',
    component: lazyRouteComponent(() => import('./pipelines.tsx'), 'PipelinesSettings'),
  }),
  createRoute({
    ...under,
    path: '/pipelines/$id',
    component: lazyRouteComponent(() => import('./pipeline-editor.tsx'), 'PipelineSettings'),
  }),
  createRoute({
    ...under,
    path: '/lists',
    component: lazyRouteComponent(() => import('./option-lists.tsx'), 'OptionListsSettings'),
  }),
  createRoute({
    ...under,
    path: '/lists/$name',
    component: lazyRouteComponent(() => import('./option-list.tsx'), 'OptionListSettings'),
  }),
  createRoute({
    ...under,
    path: '/custom-fields',
    component: lazyRouteComponent(() => import('./custom-fields.tsx'), 'CustomFieldsSettings'),
  }),
  createRoute({
    ...under,
    path: '/price-books',
    component: lazyRouteComponent(() => import('./price-books.tsx'), 'PriceBooksSettings'),
  }),
  createRoute({
    ...under,
    path: '/price-books/$id',
    component: lazyRouteComponent(() => import('./price-book.tsx'), 'PriceBookSettings'),
  }),
  createRoute({
    ...under,
    path: '/quote-templates',
    component: lazyRouteComponent(() => import('./quote-templates.tsx'), 'QuoteTemplatesSettings'),
  }),
  createRoute({
    ...under,
    path: '/approval-rules',
    component: lazyRouteComponent(() => import('#web/features/approvals/rules.tsx'), 'ApprovalRulesSettings'),
  }),
  createRoute({
    ...under,
    path: '/tax-rates',
    component: lazyRouteComponent(() => import('./tax-rates.tsx'), 'TaxRatesSettings'),
  }),
  createRoute({
    ...under,
    path: '/payment-terms',
    component: lazyRouteComponent(() => import('./payment-terms.tsx'), 'PaymentTermsSettings'),
  }),
  createRoute({
    ...under,
    path: '/exchange-rates',
    component: lazyRouteComponent(() => import('./exchange-rates.tsx'), 'ExchangeRatesSettings'),
  }),
  createRoute({
    ...under,
    path: '/templates',
    component: lazyRouteComponent(() => import('./templates.tsx'), 'TemplateSettings'),
  }),
  createRoute({
    ...under,
    path: '/numbering',
    component: lazyRouteComponent(() => import('./numbering.tsx'), 'NumberingSettings'),
  }),
];

const oversight = [
  createRoute({
    ...under,
    path: '/api-keys',
    component: lazyRouteComponent(() => import('./api-keys.tsx'), 'ApiKeysSettings'),
  }),
  createRoute({
    ...under,
    path: '/audit',
    component: lazyRouteComponent(() => import('./audit.tsx'), 'AuditSettings'),
  }),
  createRoute({
    ...under,
    path: '/failed-work',
    component: lazyRouteComponent(() => import('./failed-work.tsx'), 'FailedWorkSettings'),
  }),
];

/** The settings, with the pages of `more` (the member's own) beside them in the same frame. */
export function settingsRoutes(more: AnyRoute[]): AnyRoute[] {
  return [settingsRoute.addChildren([...pages, ...people, ...lists, ...oversight, ...more] as AnyRoute[])];
}
