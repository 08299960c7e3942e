import { Anchor, Button, Checkbox, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capability } from '#domain/capabilities.ts';
import type { MergeKindName } from '#domain/merging.ts';
import { useNotify } from '#web/components/notify.tsx';
import { When } from '#web/components/when.tsx';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import classes from './merging.module.css';
import type { Candidate, DuplicateGroup } from './wire.ts';

type Props = { kind: MergeKindName; group: DuplicateGroup };

/** One group: the two that are ticked are merged, the older one stays unless somebody says otherwise. */
export function DuplicateGroupCard({ kind, group }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState(() => group.records.slice(0, 2).map(({ id }) => id));
  const allowed = can(`${kinds[kind].capability}.merge` as Capability);
  const dismiss = useMutation({
    mutationFn: () => api.post('/duplicates/dismiss', { kind, ids: chosen }),
    onSuccess: async () => {
      notify.done(t('merging:dismissed'));
      await queryClient.invalidateQueries({ queryKey: [kind, 'duplicates'] });
    },
    onError: notify.refused,
  });
  const toggle = (id: string) =>
    setChosen((before) =>
      before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2),
    );
  const [target, source] = group.records.filter(({ id }) => chosen.includes(id));
  // A name is compared without accents, signs and legal forms; it is shown as somebody wrote it.
  const shownKey = /[@+.\d]/.test(group.key) ? group.key : (group.records[0]?.name ?? group.key);
  const hidden = group.count - group.records.length;
  return (
    <section className={classes.group} aria-label={group.key}>
      <div className={classes.groupHead}>
        <Text fw={500}>
          <bdi>{shownKey}</bdi>
        </Text>
        {allowed && (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={chosen.length < 2}
              loading={dismiss.isPending}
              onClick={() => dismiss.mutate()}
            >
              {t('merging:distinct')}
            </Button>
            <Button
              size="compact-sm"
              variant="light"
              disabled={!target || !source}
              onClick={() =>
                void navigate({
                  to: '/merge',
                  search: { kind, target: target?.id, source: source?.id } as never,
                })
              }
            >
              {t('merging:merge')}
            </Button>
          </Group>
        )}
      </div>
      {group.records.map((candidate) => (
        <CandidateLine
          key={candidate.id}
          kind={kind}
          candidate={candidate}
          ticked={allowed && group.records.length > 2 ? chosen.includes(candidate.id) : null}
          toggle={toggle}
        />
      ))}
      {hidden > 0 && (
        <Text size="sm" c="dimmed">
          {t('merging:more_found', { count: hidden })}
        </Text>
      )}
    </section>
  );
}

type LineProps = {
  kind: MergeKindName;
  candidate: Candidate;
  /** Null where there is nothing to choose. */
  ticked: boolean | null;
  toggle: (id: string) => void;
};

function CandidateLine({ kind, candidate, ticked, toggle }: LineProps) {
  const { t } = useTranslation();
  const { id, name, companyName, email, phone, createdAt } = candidate;
  const details = [companyName === name ? null : companyName, email, phone].filter(Boolean);
  return (
    <div className={classes.candidate}>
      {ticked !== null && <Checkbox checked={ticked} onChange={() => toggle(id)} aria-label={name} />}
      <div className={classes.candidateText}>
        <Anchor inherit component={Link} to={recordPath(kind, id)}>
          <bdi>{name}</bdi>
        </Anchor>
        <Text size="xs" c="dimmed">
          {details.map((detail) => (
            <span key={detail}>
              <bdi>{detail}</bdi>
              {' · '}
            </span>
          ))}
          {t('merging:created')} <When at={createdAt} />
        </Text>
      </div>
    </div>
  );
}
