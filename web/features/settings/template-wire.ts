import type { DocumentLanguage } from '#domain/document-lines.ts';
import type { DocumentLayout, MergeField, PrintedKind } from '#domain/templates.ts';

export const textPlaces = ['heading', 'opening', 'closing', 'terms'] as const;
export type TextPlace = (typeof textPlaces)[number];

export type TemplateLanguage = 'en' | 'ar';
export type Translated = { en?: string | null; ar?: string | null };
export type Texts = Record<TextPlace, Translated>;

export type Template = {
  kind: PrintedKind;
  entityId: string | null;
  inherited: boolean;
  layout: DocumentLayout;
  language: DocumentLanguage;
  texts: Texts;
  version: number;
};

export type Templates = { items: Template[]; mergeFields: MergeField[] };

export type Branding = { nodeId: string; footer: Translated; logo: { url: string } | null; version: number };

/** What is typed of a template before it is saved. */
export type TemplateDraft = Pick<Template, 'layout' | 'language' | 'texts'>;
