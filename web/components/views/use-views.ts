import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import type { ListState } from '../list/use-list-state.ts';
import { useNotify } from '../notify.tsx';
import { useSees } from '../record/use-related.ts';
import { contentOf, type SavedView, searchOf } from './view-state.ts';

type Answer = { items: SavedView[]; defaultId: string | null };

/** The views of a list, the one that is open, and the way to open another. */
export function useViews(kind: RecordKindName, state: ListState, defaultSort: string) {
  const navigate = useNavigate();
  const sees = useSees();
  const answer = useQuery({
    queryKey: ['view', kind],
    enabled: sees(kind),
    queryFn: ({ signal }) => api.get<Answer>('/views', { query: { kind }, signal }),
    staleTime: 60_000,
  });
  const views = answer.data?.items ?? [];
  const defaultId = answer.data?.defaultId ?? null;
  const open = (view: SavedView | null) => {
    const path = `/${kinds[kind].path}`;
    const to = view?.layout === 'board' ? `${path}/board` : path;
    const search = view ? searchOf(view, defaultSort) : { plain: '1' };
    void navigate({ to, search: search as never });
  };
  useStart(
    state,
    () => {
      const view = views.find(({ id }) => id === defaultId);
      if (view) state.change(searchOf(view, defaultSort));
    },
    answer.isSuccess,
  );
  return { views, defaultId, current: views.find(({ id }) => id === state.search.view) ?? null, open };
}

/** A list that is opened without saying how starts with the view chosen for that; once, not again while it is open. */
function useStart(state: ListState, start: () => void, known: boolean): void {
  const asked = useRef(Object.keys(state.search).some((name) => name !== 'create'));
  const begin = useRef(start);
  begin.current = start;
  useEffect(() => {
    if (!known || asked.current) return;
    asked.current = true;
    begin.current();
  }, [known]);
}

/** Keeping, changing and deleting views. */
export function useViewActs(kind: RecordKindName, state: ListState, defaultSort: string) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const again = () => queryClient.invalidateQueries({ queryKey: ['view', kind] });
  const ends = { onError: (error: Error) => notify.refused(error), onSettled: again };
  const create = useMutation({
    mutationFn: (name: string) =>
      api.post<SavedView>('/views', { kind, name, ...contentOf(state.search, defaultSort) }),
    onSuccess: async (view) => {
      notify.done(t('lists:view.saved'));
      await again();
      state.change({ ...searchOf(view, defaultSort), plain: null });
    },
    ...ends,
  });
  const update = useMutation({
    mutationFn: ({ view, changes }: { view: SavedView; changes: Record<string, unknown> }) =>
      api.patch<SavedView>(`/views/${view.id}`, changes, { version: view.version }),
    onSuccess: () => notify.done(t('lists:view.saved')),
    ...ends,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) => api.delete(`/views/${view.id}`, { version: view.version }),
    onSuccess: () => {
      notify.done(t('lists:view.deleted'));
      state.change({ view: null });
    },
    ...ends,
  });
  const start = useMutation({
    mutationFn: (viewId: string | null) => api.put('/views/default', { kind, viewId }),
    onSuccess: () => notify.done(t('lists:view.saved')),
    ...ends,
  });
  const save = (view: SavedView) => update.mutate({ view, changes: contentOf(state.search, defaultSort) });
  return { create, update, remove, start, save };
}
