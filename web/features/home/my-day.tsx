import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#web/components/error-state.tsx';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { type Day, type DaySection, dayKey, sections } from './day.ts';
import { DayLine } from './day-line.tsx';
import classes from './my-day.module.css';
import { QuickAdd } from './quick-add.tsx';

const everyMs = 60_000;

/** What I have to do: late, today, and in the next seven days. */
export function MyDay() {
  const on = useSession()?.modules.includes('crm') ?? false;
  const day = useQuery({
    queryKey: dayKey,
    queryFn: ({ signal }) => api.get<Day>('/my-day', { signal }),
    enabled: on,
    refetchInterval: everyMs,
  });
  if (!on) return null;
  if (day.isError && !day.data) return <ErrorState error={day.error} retry={() => void day.refetch()} />;
  return (
    <div className={classes.day}>
      {sections.map((name) => (
        <Section key={name} name={name} section={day.data?.[name]} today={day.data?.date} />
      ))}
    </div>
  );
}

type SectionProps = { name: keyof typeof looks; section: DaySection | undefined; today: string | undefined };

const looks = { overdue: 'late', today: 'now', upcoming: 'later' } as const;

function Section({ name, section, today }: SectionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t(`home:day.${name}`);
  const hidden = section && section.total.value > section.items.length;
  return (
    <section className={classes.section} aria-label={title} data-look={looks[name]}>
      <header className={classes.head}>
        <h2>{title}</h2>
        {section && <span className={classes.count}>{format.total(section.total)}</span>}
      </header>
      <ul className={classes.list}>
        {!section &&
          [1, 2].map((line) => (
            <li key={line} className={classes.line} aria-hidden>
              <Skeleton height={12} width="60%" />
            </li>
          ))}
        {section?.items.map((item) => (
          <DayLine key={`${item.type}${item.id}`} item={item} today={today ?? item.date} />
        ))}
        {section?.items.length === 0 && <li className={classes.empty}>{t(`home:day.empty.${name}`)}</li>}
        {hidden && (
          <li className={classes.empty}>
            {t('home:day.more', {
              shown: format.decimal(section.items.length),
              total: format.total(section.total),
            })}
          </li>
        )}
      </ul>
      {name === 'today' && today && <QuickAdd today={today} />}
    </section>
  );
}
