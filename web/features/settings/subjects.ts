import {
  IconAdjustmentsHorizontal,
  IconAlertTriangle,
  IconArrowsExchange,
  IconBell,
  IconBook2,
  IconBookmark,
  IconBuildingBank,
  IconBuildingSkyscraper,
  IconCalendarDue,
  IconForms,
  IconHandStop,
  IconHash,
  IconHistory,
  IconKey,
  IconLayoutKanban,
  IconListDetails,
  IconMail,
  IconMailExclamation,
  IconMailForward,
  IconMessage2,
  IconPercentage,
  IconShieldCheck,
  IconShieldLock,
  IconSitemap,
  IconTags,
  IconTemplate,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Capability } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';

/** One page of settings. Its words are `settings:subject.<key>`: title, text, and further words to find it by. */
export type Subject = {
  key: string;
  group: 'you' | 'company' | 'people' | 'sales' | 'money' | 'system';
  icon: typeof IconKey;
  capability?: Capability;
  module?: ModuleName;
};

export const subjects = [
  { key: 'profile', group: 'you', icon: IconUserCircle },
  { key: 'security', group: 'you', icon: IconShieldLock },
  { key: 'notifications', group: 'you', icon: IconBell },
  {
    key: 'company',
    group: 'company',
    icon: IconBuildingSkyscraper,
    capability: 'settings.company.manage',
  },
  { key: 'entities', group: 'company', icon: IconBuildingBank, capability: 'settings.company.manage' },
  {
    key: 'templates',
    group: 'company',
    icon: IconTemplate,
    capability: 'settings.templates.manage',
  },
  {
    key: 'modules',
    group: 'company',
    icon: IconAdjustmentsHorizontal,
    capability: 'settings.company.manage',
  },
  { key: 'email', group: 'company', icon: IconMail, capability: 'settings.channels.manage' },
  { key: 'sms', group: 'company', icon: IconMessage2, capability: 'settings.channels.manage' },
  { key: 'hierarchy', group: 'company', icon: IconSitemap, capability: 'settings.hierarchy.manage' },
  { key: 'members', group: 'people', icon: IconUsers, capability: 'settings.members.manage' },
  { key: 'invitations', group: 'people', icon: IconMailForward, capability: 'settings.members.manage' },
  { key: 'roles', group: 'people', icon: IconShieldCheck, capability: 'settings.roles.manage' },
  {
    key: 'pipelines',
    group: 'sales',
    icon: IconLayoutKanban,
    capability: 'crm.settings.manage',
    module: 'crm',
  },
  {
    key: 'lists',
    group: 'sales',
    icon: IconListDetails,
    capability: 'crm.settings.manage',
    module: 'crm',
  },
  {
    key: 'custom-fields',
    group: 'sales',
    icon: IconForms,
    capability: 'crm.settings.manage',
    module: 'crm',
  },
  {
    key: 'price-books',
    group: 'sales',
    icon: IconTags,
    capability: 'catalog.price_books.manage',
    module: 'crm',
  },
  {
    key: 'quote-templates',
    group: 'sales',
    icon: IconBookmark,
    capability: 'crm.settings.manage',
    module: 'crm',
  },
  {
    key: 'approval-rules',
    group: 'sales',
    icon: IconHandStop,
    capability: 'crm.approvals.manage',
    module: 'crm',
  },
  {
    key: 'tax-rates',
    group: 'money',
    icon: IconPercentage,
    capability: 'accounting.settings.manage',
    module: 'accounting',
  },
  {
    key: 'payment-terms',
    group: 'money',
    icon: IconCalendarDue,
    capability: 'accounting.settings.manage',
    module: 'accounting',
  },
  {
    key: 'exchange-rates',
    group: 'money',
    icon: IconArrowsExchange,
    capability: 'accounting.settings.manage',
    module: 'accounting',
  },
  {
    key: 'reminders',
    group: 'money',
    icon: IconMailExclamation,
    capability: 'accounting.settings.manage',
    module: 'accounting',
  },
  {
    key: 'ledger',
    group: 'money',
    icon: IconBook2,
    capability: 'accounting.settings.manage',
    module: 'accounting',
  },
  {
    key: 'numbering',
    group: 'money',
    icon: IconHash,
    capability: 'accounting.settings.manage',
    module: 'accounting',
  },
  { key: 'api-keys', group: 'system', icon: IconKey, capability: 'settings.api_keys.manage' },
  { key: 'audit', group: 'system', icon: IconHistory, capability: 'settings.audit.view' },
  { key: 'failed-work', group: 'system', icon: IconAlertTriangle, capability: 'settings.jobs.manage' },
] as const satisfies readonly Subject[];

export type SubjectKey = (typeof subjects)[number]['key'];

export function subjectOf(key: SubjectKey): Subject {
  return subjects.find((subject) => subject.key === key) as Subject;
}

export function subjectPath(key: string): string {
  return `/settings/${key}`;
}

/** Whether all the words typed occur in what the subject is called, says of itself, or is also called. */
export function matches(subject: Subject, typed: string, t: TFunction): boolean {
  const said = ['title', 'text', 'words'].map((part) => t(`settings:subject.${subject.key}.${part}`));
  const text = said.join(' ').toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
