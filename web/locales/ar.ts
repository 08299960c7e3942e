import { byNamespace } from './namespaces.ts';

/** Every Arabic word: one file of `ar/` per namespace. */
export const words = byNamespace(import.meta.glob('./ar/*.json', { eager: true, import: 'default' }));
