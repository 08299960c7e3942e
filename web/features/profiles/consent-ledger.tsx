import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { When } from '#web/components/when.tsx';
import { recordPath } from '#web/platform/kinds.ts';
import classes from './profile.module.css';
import type { ConsentEntry } from './profile.ts';

type Props = {
  entries: ConsentEntry[];
  /** Names of the people, where more than one is spoken of. */
  names?: ReadonlyMap<string, string>;
};

const ways = ['member', 'api_key', 'system', 'public', 'address changed'];

/** Each line of the consent ledger, newest first: who, what, since when, from where, and what shows it. */
export function ConsentLedger({ entries, names }: Props) {
  const { t } = useTranslation();
  return (
    <ul className={classes.ledger}>
      {entries.map(({ id, channel, address, state, source, proof, at, byName, recordKind, recordId }) => {
        const name = names?.get(recordId);
        return (
          <li key={id} className={classes.entry}>
            <div className={classes.entryLine}>
              <StatusBadge kind="consent" status={state} />
              <span>
                {t(`profiles:consent.channel.${channel}`)} <bdi dir="ltr">{address}</bdi>
              </span>
              {name && (
                <Anchor inherit component={Link} to={recordPath(recordKind, recordId)}>
                  <bdi>{name}</bdi>
                </Anchor>
              )}
            </div>
            <Text size="xs" c="dimmed" component="div">
              {ways.includes(source) ? (
                t(`profiles:consent.way.${source.replace(' ', '_')}`)
              ) : (
                <bdi>{source}</bdi>
              )}
              {byName && (
                <>
                  {' · '}
                  <bdi>{byName}</bdi>
                </>
              )}
              {' · '}
              <When at={at} />
            </Text>
            {proof && (
              <Text size="sm" dir="auto" className={classes.proof}>
                {proof}
              </Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}
