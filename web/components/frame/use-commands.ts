import { IconBolt, IconCopyCheck, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capability } from '#domain/capabilities.ts';
import { importKinds } from '#domain/imports.ts';
import { mergeKinds } from '#domain/merging.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useCreatableKinds } from '../create/use-create.ts';
import { usePlaces } from './navigation.ts';
import { OfferedActsContext } from './palette-acts.ts';

export type Command = { key: string; text: string; icon: typeof IconPlus; run: () => void };
export type CommandGroup = { key: string; label: string; items: Command[] };

/** What the palette can do beside finding records: act on the record on screen, go somewhere, make something. */
export function useCommands(words: string): CommandGroup[] {
  const { t } = useTranslation();
  const places = usePlaces();
  const creatable = useCreatableKinds();
  const navigate = useNavigate();
  const can = useCan();
  const [, change] = useUrlState();
  const offered = useContext(OfferedActsContext).current;
  const acts = (offered?.acts ?? []).map<Command>(({ key, label, icon, run }) => ({
    key: `act-${key}`,
    text: t(label),
    icon: icon ?? IconBolt,
    run,
  }));
  const goTo = places.map<Command>(({ to, label, icon }) => ({
    key: to,
    text: t(label),
    icon,
    run: () => void navigate({ to }),
  }));
  if (mergeKinds.some((kind) => can(`${kinds[kind].capability}.merge` as Capability))) {
    goTo.push({
      key: '/duplicates',
      text: t('merging:find'),
      icon: IconCopyCheck,
      run: () => void navigate({ to: '/duplicates' }),
    });
  }
  if (importKinds.some((kind) => can(capabilityOf(kind, 'import')))) {
    goTo.push({
      key: '/imports',
      text: t('imports:title'),
      icon: IconFileImport,
      run: () => void navigate({ to: '/imports' }),
    });
  }
  const create = creatable.map<Command>((kind) => ({
    key: `create-${kind}`,
    text: t(`kinds:${kind}.create`),
    icon: IconPlus,
    run: () => change({ create: kind }, true),
  }));
  return [
    { key: 'acts', label: t('common:search.onThis', { title: offered?.title }), items: acts },
    { key: 'goTo', label: t('common:search.goTo'), items: goTo },
    { key: 'create', label: t('common:search.create'), items: create },
  ]
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => item.text.toLocaleLowerCase().includes(words)),
    }))
    .filter(({ items }) => items.length > 0);
}
