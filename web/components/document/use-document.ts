import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { RecordKindName } from '#domain/events.ts';
import { fieldErrors } from '#domain/field-errors.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { clearDraft, keepDraft, readDraft } from '#web/platform/drafts.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText } from '#web/platform/problem-text.ts';
import { useSession } from '#web/platform/session.ts';
import type { ErrorAt } from '../form/field.ts';
import { EditConflict, useSaveRecord } from '../record/use-record.ts';
import { changesOf, type DocumentRecord, type Draft, type DraftLine, draftOf, pathByKey } from './draft.ts';
import { type PricedDraft, priceDraft } from './price-draft.ts';

type Options<Item> = {
  kind: RecordKindName;
  item: Item;
  /** The fields that the editor has, besides the lines. */
  keys: readonly string[];
  /** The shared rules of a change. */
  schema: z.ZodType;
};

/** What is typed and what it was typed over; both are kept, so that a conflict is seen after a reload too. */
type Kept<Item> = { base: Item; draft: Draft };

const pauseMs = 300;

function useKept<Item extends DocumentRecord>({ kind, item, keys }: Options<Item>) {
  const memberId = useSession()?.member.id;
  const form = `${kind}.${item.id}`;
  const key = useMemo(() => (memberId ? { memberId, form } : null), [memberId, form]);
  const [found] = useState(() => {
    const kept = key && item.status === 'draft' ? readDraft<Kept<Item>>(key) : null;
    const whole = kept?.draft?.lines && kept.base?.id === item.id;
    return whole && Object.keys(changesOf(kept.base, kept.draft)).length > 0 ? kept : null;
  });
  const [state, setState] = useState<Kept<Item>>(found ?? { base: item, draft: draftOf(item, keys) });
  const [restored, setRestored] = useState(found !== null);
  const changes = useMemo(() => changesOf(state.base, state.draft), [state]);
  const dirty = Object.keys(changes).length > 0;

  // What somebody else saved is shown at once where nothing was typed; otherwise saving will tell.
  if (!dirty && item.version > state.base.version) setState({ base: item, draft: draftOf(item, keys) });
  useEffect(() => {
    if (!key) return;
    if (!dirty) return clearDraft(key);
    const timer = setTimeout(() => keepDraft(key, state), pauseMs);
    return () => clearTimeout(timer);
  }, [key, dirty, state]);
  const reset = (to: Item) => {
    setRestored(false);
    setState({ base: to, draft: draftOf(to, keys) });
  };
  return { ...state, setState, reset, changes, dirty, restored };
}

/** Every line and the document as a whole, as typed so far: refused by the shared rules, or null. */
function refusalsOf(schema: z.ZodType, draft: Draft, changes: object, priced: PricedDraft): FieldProblem[] {
  const checked = schema.safeParse(changes);
  const found = checked.success ? [] : fieldErrors(checked.error, changes);
  const keyed = found.map((one) => ({ ...one, path: pathByKey(one.path, draft.lines) }));
  return [...keyed, ...priced.problems.filter(({ path }) => !keyed.some((one) => one.path === path))];
}

type KeptState<Item extends DocumentRecord> = ReturnType<typeof useKept<Item>>;

/** Ways to change what is typed; a change takes away what was said against the place that changed. */
function editorOf<Item extends DocumentRecord>(
  setState: KeptState<Item>['setState'],
  forget: (gone: (path: string) => boolean) => void,
) {
  const set = (key: string, value: unknown) => {
    setState((was) => ({ ...was, draft: { ...was.draft, fields: { ...was.draft.fields, [key]: value } } }));
    forget((path) => path === key || path.startsWith(`${key}.`));
  };
  const setLines = (change: (lines: DraftLine[]) => DraftLine[]) => {
    setState((was) => ({ ...was, draft: { ...was.draft, lines: change(was.draft.lines) } }));
    forget((path) => path === 'lines' || path === 'discountValue');
  };
  const setCell = (key: string, cell: string, text: string) => {
    setLines((lines) => lines.map((line) => (line.key === key ? { ...line, [cell]: text } : line)));
    forget((path) => path === `lines.${key}.${cell}`);
  };
  /** Everything at once, such as another currency with its prices. */
  const setDraft = (draft: Draft) => {
    setState((was) => ({ ...was, draft }));
    forget(() => true);
  };
  return { set, setLines, setCell, setDraft };
}

/** Saving: refused before it is sent, by the server, or because somebody else saved the same things meanwhile. */
function useSaving<Item extends DocumentRecord>(
  { kind, schema }: Options<Item>,
  { draft, changes, reset }: KeptState<Item>,
  priced: PricedDraft,
) {
  const send = useSaveRecord<Item>(kind);
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [saving, setSaving] = useState(false);
  const clear = () => {
    setErrors([]);
    setProblem(null);
    setConflict(null);
  };
  const refused = (error: unknown) => {
    if (error instanceof EditConflict) return setConflict(error);
    const document = problemOf(error);
    setErrors((document.errors ?? []).map((one) => ({ ...one, path: pathByKey(one.path, draft.lines) })));
    setProblem(document);
  };
  const saveOver = async (over: Item): Promise<Item | null> => {
    const refusals = refusalsOf(schema, draft, changes, priced);
    clear();
    setErrors(refusals);
    if (refusals.length > 0) return null;
    setSaving(true);
    try {
      const saved = await send(over, changes);
      reset(saved);
      return saved;
    } catch (error) {
      refused(error);
      return null;
    } finally {
      setSaving(false);
    }
  };
  const forget = (gone: (path: string) => boolean) => {
    setProblem(null);
    setErrors((before) => before.filter(({ path }) => !gone(path)));
  };
  return { errors, problem, conflict, saving, clear, saveOver, forget };
}

/** The state of one document that is being typed: values, lines, live prices, errors by place, saving, conflicts. */
export function useDocument<Item extends DocumentRecord>(options: Options<Item>) {
  const kept = useKept(options);
  const { base, draft, changes, dirty, restored, reset } = kept;
  const say = useFieldProblemText();
  const priced = useMemo(() => priceDraft(draft), [draft]);
  const saving = useSaving(options, kept, priced);
  const { errors, conflict, clear, saveOver } = saving;
  // What is merely unfinished is said when one saves; what is wrong is said at once.
  const shown = [...errors, ...priced.problems.filter(({ code }) => code !== 'required')];
  const errorAt: ErrorAt = (path, declared) => {
    const found = shown.find((one) => one.path === path);
    return found && say(found, declared?.errors);
  };
  const letGo = (to: Item) => {
    clear();
    reset(to);
  };
  const theirs = conflict?.theirs as Item | undefined;
  return {
    ...{ kind: options.kind, base, draft, priced, changes, dirty, restored, errorAt, conflict },
    ...{ saving: saving.saving, problem: saving.problem, hasErrors: errors.length > 0 },
    ...editorOf(kept.setState, saving.forget),
    /** The saved document, or null where it was refused; saves nothing where nothing changed. */
    save: async () => (dirty ? saveOver(base) : base),
    discard: () => letGo(options.item),
    takeTheirs: () => theirs && letGo(theirs),
    keepMine: async () => {
      if (theirs) await saveOver(theirs);
    },
  };
}

export type DocumentState<Item extends DocumentRecord = DocumentRecord> = ReturnType<
  typeof useDocument<Item>
>;
