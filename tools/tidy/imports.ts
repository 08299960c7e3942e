import { posix } from 'node:path';
import { doors, type Floor, features, floors } from '../floors.ts';
import type { Finding, Source } from './source.ts';

/** The names of package.json, longest first, so that `#platform/` is not taken for something shorter. */
const NAMES: Record<string, string> = {
  '#domain/': 'domain/',
  '#platform/': 'server/platform/',
  '#records/': 'server/records/',
  '#features/': 'server/features/',
  '#server/': 'server/',
  '#web/': 'web/',
  '#test/': 'test/',
  '#tools/': 'tools/',
};

/** The file of the tree that `specifier` names inside `from`, or null when it names a package. */
export function resolveImport(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  const name = Object.keys(NAMES).find((prefix) => specifier.startsWith(prefix));
  return name === undefined ? null : (NAMES[name] ?? '') + specifier.slice(name.length);
}

/** Imports point down, through the doors of other features, by the names of package.json. */
export function checkImports(source: Source): Finding[] {
  const here = floorOf(source.path);
  if (here === null) return [];
  return source.imports.flatMap(({ specifier, line }) => {
    const target = resolveImport(source.path, specifier);
    const message =
      target === null
        ? checkPackage(source, here, specifier)
        : (checkFloor(source, here, target) ??
          checkFeature(source, target) ??
          checkName(source.path, specifier, target));
    return message === null ? [] : [{ file: source.path, line, ...message }];
  });
}

type Message = { rule: string; message: string };

function checkPackage(source: Source, here: Floor, specifier: string): Message | null {
  if (here.name !== 'domain' || source.isTest || !specifier.startsWith('node:')) return null;
  return {
    rule: 'pure domain',
    message: `domain/ runs in the browser too and does no input or output, so it cannot import ${specifier}. Pass the value in as a parameter.`,
  };
}

function checkFloor(source: Source, here: Floor, target: string): Message | null {
  const there = floorOf(target);
  if (!source.isTest && isTestSupport(target)) {
    return {
      rule: 'floors',
      message: `${target} is there for tests only. What the product needs stands outside test/ and testing/.`,
    };
  }
  // A test stands beside its subject but may use anything to set the scene.
  if (there === null || there === here || here.imports.includes(there.name) || source.isTest) return null;
  return {
    rule: 'floors',
    message:
      `${here.folder}/ may not import ${target}: imports point down only (tools/floors.ts), so that a floor can be ` +
      'understood without the ones on top of it. Pass the thing in as a parameter, or move the shared part down.',
  };
}

const isTestSupport = (path: string): boolean => /^(server|domain|web)\/(.*\/)?testing\//.test(path);

function checkFeature(source: Source, target: string): Message | null {
  const mine = featureOf(source.path);
  const theirs = featureOf(target);
  if (theirs === null || mine === null || mine === theirs || source.isTest) return null;
  if (!features.includes(mine) || !features.includes(theirs)) {
    const unknown = features.includes(mine) ? theirs : mine;
    return {
      rule: 'feature order',
      message: `The feature ${unknown} has no place in tools/floors.ts. Give it one.`,
    };
  }
  if (features.indexOf(theirs) > features.indexOf(mine)) {
    return {
      rule: 'feature order',
      message:
        `${mine} stands left of ${theirs} (tools/floors.ts), so it has never heard of it. Announce an event in ${mine} ` +
        `and react to it in ${theirs}/reactions.ts.`,
    };
  }
  const file = target.split('/').slice(3).join('/');
  if (doors.some((door) => door.test(file))) return null;
  return {
    rule: 'feature doors',
    message: `${file} is private to ${theirs}: from another feature only operations/*, queries*.ts, events.ts and kind.ts are imported. Use or add one of those.`,
  };
}

function checkName(from: string, specifier: string, target: string): Message | null {
  const hasName = Object.values(NAMES).some((folder) => target.startsWith(folder));
  if (!hasName || !specifier.startsWith('../') || homeOf(from) === homeOf(target)) return null;
  return {
    rule: 'import names',
    message: `${specifier} climbs out of ${homeOf(from)}/. Use the name from package.json ("imports"), so that the line says which floor it comes from.`,
  };
}

/** Files that import each other in a circle, each circle told once. */
export function checkCycles(sources: Source[]): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const findings: Finding[] = [];
  const step = (path: string): void => {
    state.set(path, 'open');
    trail.push(path);
    for (const { specifier, line } of byPath.get(path)?.imports ?? []) {
      const target = resolveImport(path, specifier);
      if (target === null || !byPath.has(target)) continue;
      if (state.get(target) === 'open')
        findings.push(cycle(path, line, [...trail.slice(trail.indexOf(target)), target]));
      else if (state.get(target) === undefined) step(target);
    }
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of byPath.keys()) if (state.get(path) === undefined) step(path);
  return findings;
}

function cycle(file: string, line: number, ring: string[]): Finding {
  const message = `These import each other in a circle: ${ring.join(' → ')}. Move what both need into a file that imports neither.`;
  return { file, line, rule: 'no cycles', message };
}

/** The floor whose folder holds the path; the deepest folder wins. */
export function floorOf(path: string): Floor | null {
  const holding = floors.filter((floor) => path.startsWith(`${floor.folder}/`));
  return holding.sort((a, b) => b.folder.length - a.folder.length)[0] ?? null;
}

/** The name of the server feature that the path belongs to, or null. */
export function featureOf(path: string): string | null {
  const [server, folder, feature, file] = path.split('/');
  return server === 'server' && folder === 'features' && file !== undefined && feature !== undefined
    ? feature
    : null;
}

/** The folder within which relative imports are used: the feature, else the floor. */
function homeOf(path: string): string {
  const floor = floorOf(path);
  if (floor === null) return '.';
  const parts = path.split('/');
  return floor.folder.endsWith('features') && parts.length > 3 ? parts.slice(0, 3).join('/') : floor.folder;
}
