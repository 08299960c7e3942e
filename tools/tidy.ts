import { resolve } from 'node:path';
import { tableOwners } from './floors.ts';
import { checkBarrels, checkEdges, checkEscapes } from './tidy/escapes.ts';
import { checkMigrations, checkPlaces } from './tidy/folders.ts';
import { checkCycles, checkImports } from './tidy/imports.ts';
import { checkLocales } from './tidy/locales.ts';
import { checkSizes } from './tidy/sizes.ts';
import { type Finding, readSource } from './tidy/source.ts';
import { checkTables, type Owners } from './tidy/tables.ts';
import { checkDirections, checkWords } from './tidy/web.ts';
import { walk } from './walk.ts';

const FOLDERS = ['bench', 'bin', 'domain', 'migrations', 'server', 'test', 'tools', 'web'];

/** The house rules of STYLE.md that a program can judge; an empty list means that the tree at `root` keeps them. */
export function tidy(root: string, owners: Owners = tableOwners): Finding[] {
  const paths = FOLDERS.flatMap((folder) => walk(root, folder));
  const sources = paths
    .filter((path) => /\.(ts|tsx|css|md)$/.test(path))
    .map((path) => readSource(root, path));
  const findings = [
    ...sources.flatMap((source) => [
      ...checkImports(source),
      ...checkSizes(source),
      ...checkEscapes(source),
      ...checkBarrels(source),
      ...checkEdges(source),
      ...checkWords(source),
      ...checkDirections(source),
      ...checkTables(source, owners),
    ]),
    ...checkCycles(sources),
    ...checkMigrations(paths),
    ...checkPlaces(paths),
    ...checkLocales(root),
  ];
  return findings.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

if (import.meta.main) {
  const findings = tidy(resolve(import.meta.dirname, '..'));
  for (const { file, line, rule, message } of findings)
    console.error(`${file}:${line}  ${rule}\n    ${message}`);
  console.log(findings.length === 0 ? 'Tidy.' : `${findings.length} to put right.`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
