import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '../walk.ts';
import type { Finding } from './source.ts';

const PLURAL = /_(zero|one|two|few|many|other)$/;
/** CLDR plural forms of whole numbers; i18next asks for each by its ending. */
const FORMS: Record<string, string[]> = {
  en: ['one', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
};

type Words = Map<string, string>;

/** All languages say the same things: same files, same keys, same placeholders, every plural form. */
export function checkLocales(root: string): Finding[] {
  const files = walk(root, 'web/locales').filter((file) => file.endsWith('.json'));
  const languages = [...new Set(Object.keys(FORMS))];
  const pages = new Set(files.map((file) => file.split('/').slice(3).join('/')));
  return [...pages].flatMap((page) => {
    const findings: Finding[] = [];
    const byLanguage = new Map<string, Words>();
    for (const language of languages) {
      const file = `web/locales/${language}/${page}`;
      if (files.includes(file)) byLanguage.set(file, read(root, file));
      else
        findings.push({
          file,
          line: 1,
          rule: 'all languages',
          message: `This file is missing: ${page} exists in another language.`,
        });
    }
    return [...findings, ...compare(byLanguage)];
  });
}

function compare(byLanguage: Map<string, Words>): Finding[] {
  const findings: Finding[] = [];
  const all = new Set([...byLanguage.values()].flatMap((words) => [...words.keys()]));
  const keys = new Set([...all].map((key) => baseOf(key, all)));
  for (const [file, words] of byLanguage) {
    const add = (message: string): void =>
      void findings.push({ file, line: 1, rule: 'all languages', message });
    const forms = FORMS[file.split('/')[2] ?? ''] ?? [];
    for (const key of keys) {
      const plural = all.has(`${key}_other`);
      const wanted = plural ? forms.map((form) => `${key}_${form}`) : [key];
      const missing = wanted.filter((name) => !words.has(name));
      if (missing.length > 0) add(`${missing.join(', ')} is missing: another language has it.`);
      const empty = wanted.filter((name) => words.get(name)?.trim() === '');
      if (empty.length > 0) add(`${empty.join(', ')} is empty.`);
      if (missing.length === 0 && placeholders(words, key) !== widest(byLanguage, key)) {
        add(
          `${key} fills in ${placeholders(words, key) || 'nothing'}, another language ${widest(byLanguage, key)}. Use the same placeholders.`,
        );
      }
    }
  }
  return findings;
}

/** `leads_one` → `leads`, but only where there is a `leads_other`: `too_few` may be a word of its own. */
function baseOf(key: string, all: Set<string>): string {
  const stem = key.replace(PLURAL, '');
  return all.has(`${stem}_other`) ? stem : key;
}

function placeholders(words: Words, key: string): string {
  const text = words.get(`${key}_other`) ?? words.get(key) ?? '';
  return [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => `{{${match[1]}}}`))]
    .sort()
    .join(' ');
}

function widest(byLanguage: Map<string, Words>, key: string): string {
  const all = [...byLanguage.values()].map((words) => placeholders(words, key));
  return all.sort((a, b) => b.length - a.length)[0] ?? '';
}

function read(root: string, file: string): Words {
  const words: Words = new Map();
  const flatten = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) flatten(inner, path === '' ? key : `${path}.${key}`);
    } else words.set(path, String(value));
  };
  flatten(JSON.parse(readFileSync(join(root, file), 'utf8')), '');
  return words;
}
