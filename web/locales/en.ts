import { byNamespace } from './namespaces.ts';

/** Every English word: one file of `en/` per namespace. */
export const words = byNamespace(import.meta.glob('./en/*.json', { eager: true, import: 'default' }));
