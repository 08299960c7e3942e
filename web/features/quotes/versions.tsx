import { Button, Skeleton } from '@mantine/core';
import { IconColumns2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#web/components/document/document.module.css';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { hasCode } from '#web/platform/problem.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Quote } from './quote.ts';
import { QuoteStarts } from './quote-starts.tsx';
import { CompareVersions } from './versions-compare.tsx';

const mostVersions = 30;

/** One version, or null where the reader may not see it. */
async function versionAt(id: string, signal: AbortSignal): Promise<Quote | null> {
  try {
    return await api.get<Quote>(`/quotes/${id}`, { signal });
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** All versions of a quote, the newest first: forward to what replaced it and back to the first one. */
async function versionsOf(quote: Quote, signal: AbortSignal): Promise<Quote[]> {
  const all: Quote[] = [quote];
  for (let id = quote.supersededById; id && all.length < mostVersions; ) {
    const later = await versionAt(id, signal);
    if (later) all.unshift(later);
    id = later?.supersededById;
  }
  for (let id = quote.revisionOfId; id && all.length < mostVersions; ) {
    const earlier = await versionAt(id, signal);
    if (earlier) all.push(earlier);
    id = earlier?.revisionOfId ?? null;
  }
  return all;
}

/** The history of a quote, and what can be started from it. */
export function Versions({ quote }: { quote: Quote }) {
  return (
    <>
      <History quote={quote} />
      <QuoteStarts quote={quote} />
    </>
  );
}

/** All versions, each a link to the quote as it was. */
function History({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [comparing, setComparing] = useState(false);
  const several = Boolean(quote.revisionOfId || quote.supersededById);
  const versions = useQuery({
    queryKey: ['quote', 'versions', quote.id, quote.version],
    queryFn: ({ signal }) => versionsOf(quote, signal),
    enabled: several,
  });
  if (!several || versions.isError) return null;
  return (
    <SidePanel title={t('quotes:versions')}>
      {!versions.data && <Skeleton height={44} />}
      <ul className={classes.plain}>
        {versions.data?.map((one) => (
          <li key={one.id} className={classes.between}>
            {one.id === quote.id ? (
              <strong aria-current="true">
                {t('quotes:versionOf', { version: format.decimal(one.versionNumber) })}
              </strong>
            ) : (
              <Link to={recordPath('quote', one.id)} className={classes.link}>
                {t('quotes:versionOf', { version: format.decimal(one.versionNumber) })}
              </Link>
            )}
            <StatusBadge kind="quote" status={one.status} plain />
          </li>
        ))}
      </ul>
      {versions.data && versions.data.length > 1 && (
        <>
          <Button
            mt="xs"
            variant="subtle"
            size="compact-sm"
            leftSection={<IconColumns2 size={15} aria-hidden />}
            onClick={() => setComparing(true)}
          >
            {t('quotes:compare.act')}
          </Button>
          <CompareVersions versions={versions.data} opened={comparing} close={() => setComparing(false)} />
        </>
      )}
    </SidePanel>
  );
}
