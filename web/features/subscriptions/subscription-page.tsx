import {
  IconArrowBackUp,
  IconBan,
  IconCoins,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { subscriptionPatch } from '#domain/subscriptions.ts';
import { DocumentPage, LoadedDocument } from '#web/components/document/document-page.tsx';
import { KeepingPanel, RelatedPanel } from '#web/components/document/related-panel.tsx';
import { SavedSheet } from '#web/components/document/saved-sheet.tsx';
import { useDocument } from '#web/components/document/use-document.ts';
import type { RecordAct, RecordActs, RecordDeclaration } from '#web/components/record/declare.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { Banners } from './banners.tsx';
import type { SubscriptionAct } from './dialog-props.ts';
import { PeriodsPanel } from './periods-panel.tsx';
import { PlanPanel } from './plan-panel.tsx';
import type { Subscription } from './subscription.ts';
import { SubscriptionDialogs } from './subscription-dialogs.tsx';
import { subscriptionKeys, subscriptionSheet } from './subscription-fields.ts';

const icons = {
  start: IconPlayerPlay,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  cancel: IconBan,
  keep: IconArrowBackUp,
  changePrice: IconCoins,
  edit: IconPencil,
};

function actsOf(subscription: Subscription, open: (act: SubscriptionAct) => void): RecordActs {
  const act = (key: SubscriptionAct): RecordAct => ({
    key,
    label: `subscriptions:act.${key}`,
    icon: icons[key],
    ability: key,
    run: () => open(key),
  });
  const { status, pause, cancelsOn } = subscription;
  if (status === 'draft') return { primary: act('start') };
  const planned =
    status === 'active' && pause ? { ...act('resume'), label: 'subscriptions:act.callOff' } : null;
  const resume: RecordAct = planned ? { ...planned, ability: 'cancel' } : act('resume');
  const stop = cancelsOn ? act('keep') : { ...act('cancel'), danger: true };
  const calm = status === 'paused' || planned ? resume : act('pause');
  return { primary: act('changePrice'), more: [act('edit'), calm, stop] };
}

function Saved({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation();
  const format = useFormat();
  const date = (at: string | null) => (at ? format.date(at) : null);
  const { interval, intervalCount, trialEndDate, endDate, reference } = subscription;
  const facts: [string, ReactNode][] = [
    [t('subscriptions:field.interval'), t(`common:recurrence.shown.${interval}`, { count: intervalCount })],
    [t('subscriptions:field.startDate'), date(subscription.startDate)],
    ...(trialEndDate
      ? [[t('subscriptions:field.trialEndDate'), date(trialEndDate)] as [string, ReactNode]]
      : []),
    [t('subscriptions:field.endDate'), endDate ? date(endDate) : t('subscriptions:noEnd')],
    ...(reference
      ? [[t('subscriptions:field.reference'), <bdi key="reference">{reference}</bdi>] as [string, ReactNode]]
      : []),
  ];
  return (
    <SavedSheet
      record={subscription}
      banner={<Banners subscription={subscription} />}
      customer={{ name: subscription.names?.accountId ?? null, address: subscription.billingAddress }}
      facts={facts}
    />
  );
}

function Loaded({ subscription }: { subscription: Subscription }) {
  const state = useDocument<Subscription>({
    kind: 'subscription',
    item: subscription,
    keys: subscriptionKeys,
    schema: subscriptionPatch,
  });
  const [act, setAct] = useState<SubscriptionAct | null>(null);
  // What was typed is saved before it starts: nobody starts an older state than the one on the screen.
  const open = async (next: SubscriptionAct) => {
    if (!state.dirty || (await state.save())) setAct(next);
  };
  const names = subscription.names ?? {};
  const declaration: RecordDeclaration<Subscription> = {
    kind: 'subscription',
    title: ({ title }) => title,
    subtitle: () => <bdi>{names.accountId}</bdi>,
    status: {
      moves: () => [],
      path: ({ id }) => `/subscriptions/${id}`,
      body: () => undefined,
      capability: 'accounting.subscriptions.view',
    },
    fields: [],
    tabs: [],
  };
  return (
    <DocumentPage
      declaration={declaration}
      item={subscription}
      state={state as never}
      fields={subscriptionSheet}
      acts={actsOf(subscription, (next) => void open(next))}
      saved={<Saved subscription={subscription} />}
      side={
        <>
          <PlanPanel subscription={subscription} />
          <PeriodsPanel subscription={subscription} />
          <RelatedPanel
            links={[
              ['quote', subscription.quoteId, names.quoteId],
              ['opportunity', subscription.opportunityId, names.opportunityId],
              ['account', subscription.accountId, names.accountId],
              ['contact', subscription.contactId, names.contactId],
            ]}
          />
          <KeepingPanel record={subscription} />
        </>
      }
      dialogs={<SubscriptionDialogs subscription={subscription} act={act} close={() => setAct(null)} />}
    />
  );
}

export function SubscriptionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <LoadedDocument<Subscription> kind="subscription" id={id}>
      {(subscription) => <Loaded key={subscription.id} subscription={subscription} />}
    </LoadedDocument>
  );
}
