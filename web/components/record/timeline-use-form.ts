import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityType } from '#domain/activities.ts';
import { clockAt, instantAt } from '#domain/local-time.ts';
import type { RichText } from '#domain/rich-text.ts';
import { today } from '#domain/time-zones.ts';
import { api, newIdempotencyKey } from '#web/platform/api.ts';
import { clearDraft, keepDraft, readDraft } from '#web/platform/drafts.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useSession, useTimeZone } from '#web/platform/session.ts';
import { useNotify } from '../notify.tsx';
import type { Activity, Place } from './timeline-item.ts';

/** What is typed and not yet saved. */
export type ActivityDraft = {
  type: ActivityType;
  subject: string;
  body: RichText | null;
  /** As a date and time in the member's zone (`2026-03-01T10:00`); empty for now. */
  at: string;
  durationMinutes: number | null;
  direction: 'in' | 'out' | null;
  outcome: string | null;
  contactIds: string[];
};

const empty: ActivityDraft = {
  type: 'note',
  subject: '',
  body: null,
  at: '',
  durationMinutes: null,
  direction: null,
  outcome: null,
  contactIds: [],
};

function localTime(instant: string, zone: string): string {
  const date = new Date(instant);
  return `${today(date, zone)}T${clockAt(date, zone).slice(0, 5)}`;
}

function instantOf(local: string, zone: string): string {
  const [date = '', time = ''] = local.split('T');
  return instantAt(date, time, zone).toISOString();
}

function draftOf(activity: Activity, zone: string): ActivityDraft {
  const { type, subject, body, at, durationMinutes, direction, outcome, contactIds } = activity;
  const shown = { type, body, durationMinutes, direction, outcome, contactIds };
  return { ...shown, subject: subject ?? '', at: localTime(at, zone) };
}

function wireOf(draft: ActivityDraft, before: ActivityDraft, zone: string): Record<string, unknown> {
  const { type, subject, body, at, ...conversation } = draft;
  const moved = at !== '' && at !== before.at ? { at: instantOf(at, zone) } : {};
  return { subject: subject || null, body, ...moved, ...(type === 'note' ? {} : conversation) };
}

/** The fields that the server refused, by name, in the reader's words. */
function useRefusals() {
  const { t } = useTranslation();
  return (error: unknown): Record<string, string> =>
    Object.fromEntries(
      (problemOf(error).errors ?? []).map(({ path, code, params }) => [
        path.split('.')[0] ?? '',
        t(`problems:field.${code}`, { ...params, defaultValue: t('problems:field.invalid_format') }),
      ]),
    );
}

/** The state of the composer of one place, or of the form of one activity. */
export function useActivityForm(
  place: Place,
  activity: Activity | undefined,
  close: (() => void) | undefined,
) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const refusals = useRefusals();
  const memberId = useSession()?.member.id ?? '';
  const key = { memberId, form: `timeline.${activity?.id ?? `${place.kind}.${place.id}`}` };
  const zone = useTimeZone();
  const start = activity ? draftOf(activity, zone) : empty;
  const [kept] = useState(() => readDraft<ActivityDraft>(key));
  const [draft, setDraft] = useState<ActivityDraft>({ ...start, ...kept });
  const [open, setOpen] = useState(kept !== null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [saving, setSaving] = useState(false);
  const [generation, setGeneration] = useState(0);
  const attempt = useRef(newIdempotencyKey());
  const change = (some: Partial<ActivityDraft>) => {
    const next = { ...draft, ...some };
    setDraft(next);
    setErrors({});
    keepDraft(key, next);
  };
  const reset = () => {
    clearDraft(key);
    setDraft(activity ? start : { ...empty, type: draft.type });
    setErrors({});
    setOpen(false);
    setGeneration(generation + 1);
    attempt.current = newIdempotencyKey();
    close?.();
  };
  const send = () => {
    const body = wireOf(draft, start, zone);
    if (activity) return api.patch(`/activities/${activity.id}`, body, { version: activity.version });
    const at = { recordKind: place.kind, recordId: place.id, type: draft.type };
    return api.post('/activities', { ...at, ...body }, { idempotencyKey: attempt.current });
  };
  const save = async () => {
    if (saving) return;
    setSaving(true);
    try {
      await send();
      reset();
      notify.done(t(activity ? 'timeline:saved' : `timeline:added.${draft.type}`));
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === 'timeline' });
      if (draft.type !== 'note') await queryClient.invalidateQueries({ queryKey: ['contact'] });
    } catch (error) {
      const fields = refusals(error);
      const { status } = problemOf(error);
      // What is mended after a refusal is a new attempt; after silence the same one is tried again, and happens once.
      if (status >= 400 && status < 500) attempt.current = newIdempotencyKey();
      if (Object.keys(fields).length > 0) setErrors(fields);
      else notify.refused(error);
    } finally {
      setSaving(false);
    }
  };
  return { draft, change, errors, saving, save, open, begin: () => setOpen(true), giveUp: reset, generation };
}
