import { Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowsRightLeft } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { canConvertLead, leadPatch } from '#domain/leads.ts';
import type { RecordActs, RecordDeclaration, StatusDeclaration } from '#web/components/record/declare.ts';
import { PossibleDoubles } from '#web/components/record/possible-doubles.tsx';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useStageMoves } from '#web/components/record/use-stage-moves.ts';
import { RecordLink } from '#web/components/record-link.tsx';
import { When } from '#web/components/when.tsx';
import { ConsentTab } from '#web/features/profiles/consent-tab.tsx';
import { useUrlState } from '#web/platform/url-state.ts';
import { ConvertDrawer } from './convert-drawer.tsx';
import { type Lead, leadName, mayMoveTo } from './lead.ts';
import { recordGroups } from './lead-fields.ts';
import { useUndoConversion } from './use-undo-conversion.ts';

const leadRecord: RecordDeclaration<Lead> = {
  kind: 'lead',
  title: leadName,
  subtitle: (lead) => (lead.firstName || lead.lastName ? <bdi>{lead.companyName}</bdi> : undefined),
  fields: recordGroups,
  schema: leadPatch,
  editable: (lead) => lead.status !== 'converted',
  tabs: [
    {
      key: 'timeline',
      label: 'common:tab.timeline',
      render: (lead) => <Timeline kind="lead" id={lead.id} />,
    },
    {
      key: 'consent',
      label: 'profiles:consent.title',
      render: (lead) => (
        <ConsentTab kind="lead" id={lead.id} live={!lead.archivedAt && lead.status !== 'converted'} />
      ),
    },
  ],
  side: (lead) => <LeadSide lead={lead} />,
};

/** What the lead has become, and when it was touched. */
function LeadSide({ lead }: { lead: Lead }) {
  const { t } = useTranslation();
  const links = [
    ['account', lead.convertedAccountId ?? lead.accountId, lead.names?.convertedAccountId],
    ['contact', lead.convertedContactId ?? lead.contactId, lead.names?.convertedContactId],
    ['opportunity', lead.convertedOpportunityId, lead.names?.convertedOpportunityId],
    ['quote', lead.convertedQuoteId, lead.names?.convertedQuoteId],
  ] as const;
  const made = links.filter(([, id]) => id);
  return (
    <>
      {!lead.archivedAt && lead.status !== 'converted' && <PossibleDoubles kind="lead" id={lead.id} />}
      <SidePanel title={t('leads:side.linked')}>
        {made.length === 0 && <Text c="dimmed">{t('leads:side.none')}</Text>}
        <Stack gap={6}>
          {made.map(([kind, id, name]) => (
            <div key={kind}>
              <Text size="xs" c="dimmed">
                {t(`kinds:${kind}.one`)}
              </Text>
              <RecordLink kind={kind} id={id as string} text={name} />
            </div>
          ))}
        </Stack>
      </SidePanel>
      <SidePanel title={t('common:record.dates')}>
        <Text c="dimmed">
          {t('common:field.createdAt')} <When at={lead.createdAt} />
        </Text>
        <Text c="dimmed">
          {t('common:field.updatedAt')} <When at={lead.updatedAt} />
        </Text>
      </SidePanel>
    </>
  );
}

function useLeadActs(lead: Lead): RecordActs {
  const [, change] = useUrlState();
  const undo = useUndoConversion(lead.id);
  if (lead.status === 'converted') {
    return {
      more: [
        {
          key: 'undoConversion',
          label: 'merging:undoConversion',
          icon: IconArrowBackUp,
          capability: 'crm.leads.convert',
          ability: 'undoConversion',
          run: () => undo.mutate(),
        },
      ],
    };
  }
  if (!canConvertLead(lead.status)) return {};
  return {
    primary: {
      key: 'convert',
      label: 'leads:act.convert',
      icon: IconArrowsRightLeft,
      capability: 'crm.leads.convert',
      ability: 'convert',
      run: () => change({ convert: '1' }, true),
    },
  };
}

export function LeadPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const stages = useStageMoves('lead');
  const status: StatusDeclaration<Lead> = {
    field: 'stageId',
    look: stages.look,
    moves: (lead) => stages.movesOf(lead, (to) => mayMoveTo(lead, to)),
    path: (lead) => `/leads/${lead.id}/status`,
    body: (stageId, reason) => ({ stageId, reason }),
    asksReason: ['lost', 'junk'],
    capability: 'crm.leads.edit',
    ability: 'changeStatus',
  };
  return (
    <RecordPage
      declaration={{ ...leadRecord, status }}
      id={id}
      useActs={useLeadActs}
      panels={(lead) => <ConvertDrawer lead={lead} />}
    />
  );
}
