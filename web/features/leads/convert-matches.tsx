import { Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './convert.module.css';
import type { Match } from './matches.ts';

type Props = {
  label: string;
  createLabel: string;
  matches: Match[];
  chosenId: string | null;
  choose: (id: string | null) => void;
};

const none = 'new';

/** Records that may already be this customer: link to one of them, or make a new one. */
export function ConvertMatches({ label, createLabel, matches, chosenId, choose }: Props) {
  const { t } = useTranslation();
  if (matches.length === 0) return null;
  return (
    <Radio.Group
      label={label}
      value={chosenId ?? none}
      onChange={(value) => choose(value === none ? null : value)}
      mb="sm"
    >
      <Stack gap={4} mt={6}>
        {matches.map((match) => (
          <Radio.Card key={match.id} value={match.id} className={classes.match}>
            <Radio.Indicator size="xs" />
            <div>
              <Text size="sm" fw={500}>
                <bdi>{match.name}</bdi>
              </Text>
              <Text size="xs" c="dimmed">
                {match.reasons
                  .map((reason) => t(`leads:convert.reason.${reason}`, { defaultValue: reason }))
                  .join(' · ')}
              </Text>
            </div>
          </Radio.Card>
        ))}
        <Radio.Card value={none} className={classes.match}>
          <Radio.Indicator size="xs" />
          <Text size="sm">{createLabel}</Text>
        </Radio.Card>
      </Stack>
    </Radio.Group>
  );
}
