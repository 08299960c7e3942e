import type { DocumentLanguage } from '#domain/document-lines.ts';
import {
  type DocumentLayout,
  type PrintedKind,
  printedKinds,
  type TemplateTexts,
} from '#domain/templates.ts';
import type { Call } from '#platform/access/call.ts';
import type { DocumentTexts } from './content.ts';

export type TemplateRow = {
  id: string;
  entityId: string | null;
  kind: string;
  layout: string;
  language: string;
  texts: unknown;
  version: number;
};

const columns = ['id', 'entityId', 'kind', 'layout', 'language', 'texts', 'version'] as const;

/** The template of an entity, or with null that of the whole company; held where it is about to change. */
export function findTemplate(call: Call, kind: PrintedKind, entityId: string | null, hold = false) {
  let query = call.database
    .selectFrom('documentTemplate')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('kind', '=', kind)
    .where('entityId', 'is not distinct from', entityId);
  if (hold) query = query.forNoKeyUpdate();
  return query.executeTakeFirst();
}

/** The template that counts in an entity: its own, or else the company's. */
export async function templateInForce(
  call: Call,
  kind: PrintedKind,
  entityId: string | null,
): Promise<TemplateRow | null> {
  const own = entityId === null ? undefined : await findTemplate(call, kind, entityId);
  return own ?? (await findTemplate(call, kind, null)) ?? null;
}

/** A text for each place, also those that nobody wrote. */
export function wholeTexts(texts: TemplateTexts): DocumentTexts {
  const { heading = {}, opening = {}, closing = {}, terms = {} } = texts;
  return { heading, opening, closing, terms };
}

export type PresentedTemplate = {
  kind: PrintedKind;
  entityId: string | null;
  /** It has no template of its own: the company's counts, or the one that comes with Parley. */
  inherited: boolean;
  layout: DocumentLayout;
  language: DocumentLanguage;
  texts: DocumentTexts;
  version: number;
};

/** What is shown and edited for one kind at an entity or (null) for the company. Version 0: nothing is stored there. */
export async function presentTemplate(
  call: Call,
  kind: PrintedKind,
  entityId: string | null,
): Promise<PresentedTemplate> {
  const row = await templateInForce(call, kind, entityId);
  const own = row !== null && row.entityId === entityId;
  return {
    kind,
    entityId,
    inherited: !own,
    layout: (row?.layout ?? 'modern') as DocumentLayout,
    language: (row?.language ?? 'en') as DocumentLanguage,
    texts: wholeTexts((row?.texts ?? {}) as TemplateTexts),
    version: own ? row.version : 0,
  };
}

export function presentTemplates(call: Call, entityId: string | null): Promise<PresentedTemplate[]> {
  return Promise.all(printedKinds.map((kind) => presentTemplate(call, kind, entityId)));
}
