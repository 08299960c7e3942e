import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { consentBody } from '#domain/consent.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import type { FieldGroup } from '#web/components/form/field.ts';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { FormModal } from '#web/features/settings/form-modal.tsx';
import { api } from '#web/platform/api.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { ConsentLedger } from './consent-ledger.tsx';
import classes from './profile.module.css';
import { type Ledger, useLedger } from './profile.ts';

const groups: FieldGroup[] = [
  {
    fields: [
      {
        key: 'channel',
        label: 'profiles:consent.field.channel',
        type: 'choice',
        choices: ['email', 'sms'],
        words: 'profiles:consent.channel',
        required: true,
        errors: { not_allowed: 'profiles:consent.noAddress' },
      },
      {
        key: 'state',
        label: 'profiles:consent.field.state',
        type: 'choice',
        choices: ['granted', 'withdrawn', 'unknown'],
        words: 'status:consent',
        required: true,
      },
      {
        key: 'source',
        label: 'profiles:consent.field.source',
        help: 'profiles:consent.sourceHelp',
        type: 'text',
        required: true,
        wide: true,
      },
      {
        key: 'proof',
        label: 'profiles:consent.field.proof',
        help: 'profiles:consent.proofHelp',
        type: 'prose',
        wide: true,
      },
    ],
  },
];

type Props = { kind: 'lead' | 'contact'; id: string; live: boolean };

/** Whether somebody may be written to, and the ledger that shows it; new lines are added, none is ever changed. */
export function ConsentTab({ kind, id, live }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const ledger = useLedger(kind, id);
  const [adding, form] = useDisclosure(false);
  if (ledger.isError && !ledger.data)
    return <ErrorState error={ledger.error} retry={() => void ledger.refetch()} />;
  if (!ledger.data) return <Skeleton height={96} aria-hidden />;
  const reachable = ledger.data.current.some(({ address }) => address !== null);
  const add = live && reachable && can(capabilityOf(kind, 'edit')) && (
    <Button variant="default" size="compact-sm" onClick={form.open}>
      {t('profiles:consent.add')}
    </Button>
  );
  return (
    <Stack gap="md">
      {reachable && (
        <div className={classes.current}>
          <div className={classes.states}>
            <Current current={ledger.data.current} />
          </div>
          {add}
        </div>
      )}
      {ledger.data.items.length === 0 ? (
        <EmptyState
          icon={IconShieldCheck}
          title={t('profiles:consent.none')}
          text={t(reachable ? 'profiles:consent.noneText' : 'profiles:consent.unreachable')}
        />
      ) : (
        <ConsentLedger entries={ledger.data.items} />
      )}
      {adding && (
        <FormModal
          title={t('profiles:consent.add')}
          groups={groups}
          initial={{ channel: 'email', state: 'granted' }}
          schema={consentBody}
          submitLabel={t('profiles:consent.save')}
          done={t('profiles:consent.saved')}
          close={form.close}
          focusFirst={false}
          onSubmit={(body) => api.post(`/${kinds[kind].path}/${id}/consent`, body)}
        />
      )}
    </Stack>
  );
}

function Current({ current }: Pick<Ledger, 'current'>) {
  const { t } = useTranslation();
  return current
    .filter(({ address }) => address !== null)
    .map(({ channel, address, state }) => (
      <span key={channel} className={classes.entryLine}>
        <Text span size="sm" c="dimmed">
          {t(`profiles:consent.channel.${channel}`)} <bdi dir="ltr">{address}</bdi>
        </Text>
        <StatusBadge kind="consent" status={state} />
      </span>
    ));
}
