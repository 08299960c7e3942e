import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './convert.module.css';
import type { Match } from './matches.ts';

type Props = {
  label: string;
  createLabel: string;
  /** The name that the lead would bring: who is called exactly so comes first. */
  name: string;
  matches: Match[];
  chosenId: string | null;
  choose: (id: string | null) => void;
};

const none = 'new';
const atFirst = 3;

const plain = (name: string) => name.trim().toLocaleLowerCase();

/** Records that may already be this customer: link to one of them, or make a new one. */
export function ConvertMatches({ label, createLabel, name, matches, chosenId, choose }: Props) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  if (matches.length === 0) return null;
  // The server sends the likeliest first, and archived ones last.
  const shown = matches.filter((match, at) => whole || at < atFirst || match.id === chosenId);
  const reason = (match: Match, key: string) =>
    key === 'name' && plain(match.name) === plain(name)
      ? t('leads:convert.reason.sameName')
      : t(`leads:convert.reason.${key}`, { defaultValue: key });
  return (
    <Radio.Group
      label={label}
      value={chosenId ?? none}
      onChange={(value) => choose(value === none ? null : value)}
      mb="sm"
    >
      <Stack gap={4} mt={6}>
        {shown.map((match) => (
          <Radio.Card
            key={match.id}
            value={match.id}
            className={classes.match}
            disabled={match.archivedAt !== null}
          >
            <Radio.Indicator size="xs" />
            <div className={classes.matchText}>
              <Text size="sm" fw={500}>
                <bdi>{match.name}</bdi>
              </Text>
              <Text size="xs" c="dimmed">
                {match.reasons.map((key) => reason(match, key)).join(' · ')}
                {match.email && (
                  <>
                    {' · '}
                    <bdi>{match.email}</bdi>
                  </>
                )}
                {match.archivedAt && ` · ${t('merging:inArchive')}`}
              </Text>
            </div>
          </Radio.Card>
        ))}
        {shown.length < matches.length && (
          <Button variant="subtle" size="compact-sm" className={classes.more} onClick={() => setWhole(true)}>
            {t('leads:convert.moreMatches', { count: matches.length - shown.length })}
          </Button>
        )}
        <Radio.Card value={none} className={classes.match}>
          <Radio.Indicator size="xs" />
          <Text size="sm">{createLabel}</Text>
        </Radio.Card>
      </Stack>
    </Radio.Group>
  );
}
