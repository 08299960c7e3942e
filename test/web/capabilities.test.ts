import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { builtInRoles, capabilities, capabilityNames } from '#domain/capabilities.ts';
import { moduleNames } from '#domain/modules.ts';
import { optionLists } from '#domain/settings.ts';
import { groupCapabilities } from '#web/features/settings/capability-groups.ts';
import { subjects } from '#web/features/settings/subjects.ts';

const folder = resolve(import.meta.dirname, '../../web/locales');

function word(language: string, namespace: string, key: string): unknown {
  const words: unknown = JSON.parse(readFileSync(join(folder, language, `${namespace}.json`), 'utf8'));
  return key
    .split('.')
    .reduce((level, part) => (level as Record<string, unknown> | undefined)?.[part], words);
}

function everyHas(namespace: string, keys: readonly string[]): void {
  for (const language of ['en', 'ar']) {
    const missing = keys.filter((key) => typeof word(language, namespace, key) !== 'string');
    assert.deepEqual(missing, [], `${namespace} in ${language}`);
  }
}

test('every capability has a sentence in both languages', () => {
  everyHas('capabilities', capabilityNames);
});

test('the English sentence of a capability is the one that the API gives', () => {
  for (const name of capabilityNames)
    assert.equal(word('en', 'capabilities', name), capabilities[name].sentence);
});

test('every group of the matrix has a name in both languages', () => {
  const rows = capabilityNames.map((capability) => ({ capability, module: capabilities[capability].module }));
  everyHas(
    'capabilities',
    groupCapabilities(rows).map(({ record }) => `record.${record}`),
  );
});

test('built-in roles, modules and option lists have names in both languages', () => {
  everyHas(
    'settings',
    builtInRoles.map(({ key }) => `role.builtIn.${key}`),
  );
  everyHas(
    'settings',
    moduleNames.flatMap((name) => [`module.${name}.name`, `module.${name}.text`]),
  );
  everyHas(
    'settings',
    optionLists.map((name) => `list.name.${name}`),
  );
});

test('every subject of the settings can be found by its words in both languages', () => {
  const parts = ['title', 'text', 'words'];
  everyHas(
    'settings',
    subjects.flatMap(({ key }) => parts.map((part) => `subject.${key}.${part}`)),
  );
});
