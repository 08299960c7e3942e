import { floors } from '../floors.ts';
import type { Finding } from './source.ts';

/** Migrations are numbered without a gap: their names are the order in which they run, everywhere and for ever. */
export function checkMigrations(paths: string[]): Finding[] {
  const names = paths
    .filter((path) => path.startsWith('migrations/') && path !== 'migrations/README.md')
    .sort();
  const findings: Finding[] = [];
  let next = 1;
  for (const file of names) {
    const number = /^migrations\/(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/.exec(file)?.[1];
    const add = (message: string): void =>
      void findings.push({ file, line: 1, rule: 'migration names', message });
    if (number === undefined) {
      add('A migration is called NNNN-name.sql, in small letters with hyphens: 0007-quote-approval.sql.');
      continue;
    }
    const wanted = String(next).padStart(4, '0');
    if (number !== wanted)
      add(
        `The next number is ${wanted}: numbers follow one another, so that two people who add one notice each other.`,
      );
    next = Number(number) + 1;
  }
  return findings;
}

/** Each script stands on a floor, and each feature says what it is. */
export function checkPlaces(paths: string[]): Finding[] {
  const findings: Finding[] = [];
  const known = new Set(paths);
  for (const path of paths) {
    if (/\.tsx?$/.test(path) && !floors.some((floor) => path.startsWith(`${floor.folder}/`))) {
      findings.push({
        file: path,
        line: 1,
        rule: 'places',
        message:
          'This folder stands on no floor. Move the file, or give the folder a floor in tools/floors.ts.',
      });
    }
    const feature = /^server\/features\/([^/]+)\/endpoints\.ts$/.exec(path)?.[1];
    if (feature !== undefined && !known.has(`server/features/${feature}/README.md`)) {
      const message = `The feature ${feature} has no README.md: at most 40 lines on the concept, the states, who may, the events in and out, and the invariants.`;
      findings.push({ file: path, line: 1, rule: 'feature page', message });
    }
    const operation = /^server\/features\/[^/]+\/operations\/([^/]+)$/.exec(path)?.[1];
    if (
      operation !== undefined &&
      (/^(handle|process|manage)-/.test(operation) || !operation.includes('-'))
    ) {
      const message =
        'An operation is called verb-noun in the words of its users (send-quote.ts). "Handle", "process" and "manage" say nothing.';
      findings.push({ file: path, line: 1, rule: 'operation names', message });
    }
  }
  return findings;
}
