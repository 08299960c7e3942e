import { Drawer, Skeleton, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type RecordKindName, recordKinds } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { useAllCustomFields } from '#web/platform/custom-fields.ts';
import { scopeOf, useDefaultScope, useNodes } from '#web/platform/hierarchy.ts';
import { capabilityOf, kinds, recordPath } from '#web/platform/kinds.ts';
import { ApiProblem } from '#web/platform/problem.ts';
import { useCan, useSession } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { ErrorState } from '../error-state.tsx';
import { useCustomDefaults, useCustomGroups } from '../form/custom-fields.ts';
import type { Values } from '../form/field.ts';
import { RecordForm } from '../form/record-form.tsx';
import { useNotify } from '../notify.tsx';
import { type CreateDeclaration, useCreators } from './declare.ts';
import { readGiven } from './use-create.ts';

const forbidden = new ApiProblem({ status: 403, code: 'forbidden' });

/** The create form of any kind, opened by the address (`?create=lead`) over whatever screen is shown. */
export function CreateDrawer() {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const creators = useCreators();
  const kind = recordKinds.find((one) => one === search.create && creators[one]);
  const close = () => {
    const given = Object.keys(search).filter((key) => key.startsWith('with.'));
    change(Object.fromEntries(['create', ...given].map((key) => [key, null])));
  };
  return (
    <Drawer
      opened={kind !== undefined}
      onClose={close}
      title={kind && t(`kinds:${kind}.create`)}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {kind && <CreateForm key={kind} kind={kind} close={close} given={readGiven(search)} />}
    </Drawer>
  );
}

type FormProps = { kind: RecordKindName; close: () => void; given: Values };

function CreateForm({ kind, close, given }: FormProps) {
  const can = useCan();
  const creators = useCreators();
  const load = creators[kind];
  const declaration = useQuery({
    queryKey: ['creator', kind],
    queryFn: () => (load ? load() : Promise.reject(new Error(kind))),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const nodes = useNodes();
  const custom = useAllCustomFields();
  // The address may have come from somebody who may do more.
  if (!can(capabilityOf(kind, 'create'))) return <ErrorState error={forbidden} />;
  if (declaration.isError) return <ErrorState error={declaration.error} />;
  if (!declaration.data || nodes.length === 0 || custom.isPending) return <Waiting />;
  return <Ready declaration={declaration.data} close={close} given={given} />;
}

function Waiting() {
  return (
    <Stack gap="md" aria-hidden>
      {[1, 2, 3, 4, 5].map((line) => (
        <Skeleton key={line} height={32} />
      ))}
    </Stack>
  );
}

function Ready({
  declaration,
  close,
  given,
}: {
  declaration: CreateDeclaration;
  close: () => void;
  given: Values;
}) {
  const { t } = useTranslation();
  const { kind, schema, initial, hides, hint } = declaration;
  const groups = [...declaration.groups, ...useCustomGroups(kind)];
  const defaults = useCustomDefaults(kind);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const me = useSession();
  const nodes = useNodes();
  const home = useDefaultScope();
  const { scopeNodeId, ...handed } = given;
  const scope = (typeof scopeNodeId === 'string' && scopeOf(nodes, scopeNodeId)) || home;
  const fields = groups.flatMap((group) => group.fields);
  const currencies = fields.flatMap((field) => field.currencyKey ?? []);
  const startValues: Values = {
    ...Object.fromEntries(currencies.map((key) => [key, me?.organisation.currency])),
    scope,
    ownerId: me?.member.id,
    ...defaults,
    ...initial,
    ...handed,
  };
  const keys = [...fields.map((field) => field.key), ...currencies];
  const known = Object.entries(startValues).filter(([key]) => keys.includes(key) || key in handed);
  const create = async (body: Values, idempotencyKey: string) => {
    const made = await api.post<{ id: string }>(`/${kinds[kind].path}`, body, { idempotencyKey });
    await queryClient.invalidateQueries({ queryKey: [kind] });
    notify.done(t(`kinds:${kind}.created`));
    await navigate({ to: recordPath(kind, made.id) });
  };
  return (
    <RecordForm
      groups={groups}
      schema={schema}
      hides={hides}
      hint={hint}
      initial={Object.fromEntries(known)}
      draft={[kind, 'new', ...Object.values(handed)].join('.')}
      submitLabel={t('common:act.create')}
      onSubmit={create}
      onCancel={close}
    />
  );
}
