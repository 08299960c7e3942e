import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fieldErrorCodes } from '#domain/field-errors.ts';
import { problemStatus } from '#domain/problems.ts';

const folder = resolve(import.meta.dirname, '../../web/locales');
type Words = { [key: string]: string | Words };

function read(language: string): Map<string, string> {
  const words = new Map<string, string>();
  const walk = (prefix: string, level: Words) => {
    for (const [key, value] of Object.entries(level)) {
      if (typeof value === 'string') words.set(`${prefix}${key}`, value);
      else walk(`${prefix}${key}.`, value);
    }
  };
  for (const file of readdirSync(join(folder, language))) {
    walk(
      `${file.slice(0, -'.json'.length)}:`,
      JSON.parse(readFileSync(join(folder, language, file), 'utf8')),
    );
  }
  return words;
}

const plural = /_(zero|one|two|few|many|other)$/;
// Two refusals end like plural forms and are none.
const isPlural = (key: string) => plural.test(key) && !/field\.too_(few|many)$/.test(key);
const stem = (key: string) => (isPlural(key) ? key.replace(plural, '') : key);
const stems = (words: Map<string, string>) => new Set([...words.keys()].map(stem));
const without = (all: Set<string>, some: Set<string>) => [...all].filter((key) => !some.has(key));
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();

const english = read('en');
const arabic = read('ar');

test('English and Arabic have the same words', () => {
  assert.deepEqual(without(stems(english), stems(arabic)), [], 'missing in Arabic');
  assert.deepEqual(without(stems(arabic), stems(english)), [], 'missing in English');
});

test('a counted sentence has all six plural forms of Arabic', () => {
  const counted = [...english.keys()].filter(isPlural).map(stem);
  for (const key of new Set(counted)) {
    for (const form of ['zero', 'one', 'two', 'few', 'many', 'other']) {
      assert.ok(arabic.has(`${key}_${form}`), `${key}_${form}`);
    }
  }
});

test('a sentence has the same holes in both languages', () => {
  for (const [key, text] of english) {
    const other = arabic.get(key);
    if (other === undefined || isPlural(key)) continue;
    assert.deepEqual(holes(other), holes(text), key);
  }
});

test('every refusal of the server has its sentence', () => {
  for (const code of Object.keys(problemStatus)) assert.ok(english.has(`problems:${code}`), code);
  for (const code of fieldErrorCodes) assert.ok(english.has(`problems:field.${code}`), code);
});
