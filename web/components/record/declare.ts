import type { IconCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Capability } from '#domain/capabilities.ts';
import type { RecordKindName } from '#domain/events.ts';
import type { FieldGroup } from '../form/field.ts';
import type { RecordBase } from '../list/declare.ts';

export type RecordAct = {
  key: string;
  /** i18n key. */
  label: string;
  icon?: typeof IconCircle;
  danger?: boolean;
  capability?: Capability;
  /** The name of the ability that the record must carry: `convert`. */
  ability?: string;
  run: () => void;
};

export type RecordTab<Item> = {
  key: string;
  label: string;
  /** How many there are, in words. */
  count?: string;
  /** False where this member may not see what is in it: who has no accounting gets no empty tab. */
  shown?: boolean;
  render: (item: Item) => ReactNode;
};

export type StatusDeclaration<Item> = {
  /** The wire field; `status` without it. */
  field?: keyof Item & string;
  /** Where the record may go from here. An empty list makes the status only a badge. */
  moves: (item: Item) => readonly string[];
  /** What a value of the field looks like, where it is not a status itself but the stage of a pipeline. */
  look?: (to: string) => { status: string; name?: string } | undefined;
  /** The body and the path of the move: `POST /leads/{id}/status {status}`. */
  path: (item: Item, to: string) => string;
  /** How the move is sent; a status that is a plain field is patched. */
  method?: 'post' | 'patch';
  body: (to: string, reason?: string) => Record<string, unknown> | undefined;
  /** Moves that ask for a reason first, by the status that they lead to. */
  asksReason?: readonly string[];
  /** Answers true where the feature carries the move out itself, in a dialog of its own. */
  intercept?: (item: Item, to: string) => boolean;
  capability: Capability;
  /** The name of the ability that the record must carry, where it has one: `changeStatus`. */
  ability?: string;
};

export type RecordDeclaration<Item extends RecordBase> = {
  kind: RecordKindName;
  title: (item: Item) => string;
  /** Beside the title: a number, a company. */
  subtitle?: (item: Item) => ReactNode;
  status?: StatusDeclaration<Item>;
  fields: FieldGroup[];
  /** The shared rules of a change, for errors before anything is sent. */
  schema?: z.ZodType;
  /** Whether the fields may be edited at all (a sent quote may not). */
  editable?: (item: Item) => boolean;
  /** The middle of the page; each has its own address (`?tab=notes`). */
  tabs: RecordTab<Item>[];
  /** Related records at the end side. */
  side?: (item: Item) => ReactNode;
};

/** What depends on hooks of the feature: the next act, the others, and panels they open. */
export type RecordActs = {
  primary?: RecordAct | null;
  more?: RecordAct[];
};
