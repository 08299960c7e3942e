import { statfsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Config, installationDir, readConfig } from '#platform/config/config.ts';
import { isStartProblem } from '#platform/config/start-problem.ts';
import { openStore } from '#platform/store/open-store.ts';
import { type Finding, inspectDatabase } from '../inspect-database.ts';
import { webBundleState } from '../web-bundle.ts';

const oldestNode = [22, 18] as const;
const gigabyte = 1e9;

/** Looks at everything that a start needs, changes nothing, and answers 1 when something is wrong. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const findings = [checkNode(process.versions.node)];
  const config = readSettings(findings);
  if (config) {
    findings.push(checkDisk(config.dataDir), checkSecret(config), checkWebBundle(), await checkStore(config));
    findings.push(...(await inspectDatabase(config)));
  }
  const marks = { ok: '  ok     ', warning: '  note   ', wrong: '  WRONG  ' };
  for (const { state, sentence } of findings) console.log(marks[state] + sentence);
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  console.log(wrong === 0 ? '\nParley can start.' : `\n${wrong} of ${findings.length} checks failed.`);
  return wrong === 0 ? 0 : 1;
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return fits
    ? { state: 'ok', sentence: `Node ${version}.` }
    : {
        state: 'wrong',
        sentence: `Node ${version} is too old; use bin/parley, or Node ${oldestNode.join('.')}.`,
      };
}

// Reading them also makes the data folder and the kept secret, as the start would.
function readSettings(findings: Finding[]): Config | undefined {
  try {
    const config = readConfig();
    findings.push({ state: 'ok', sentence: `Settings are valid; data is kept in ${config.dataDir}.` });
    return config;
  } catch (error) {
    if (!isStartProblem(error)) throw error;
    for (const sentence of error.message.split('\n')) findings.push({ state: 'wrong', sentence });
    return undefined;
  }
}

function checkDisk(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = `${((bavail * bsize) / gigabyte).toFixed(1)} GB are free in ${dataDir}`;
  if (bavail * bsize < 0.2 * gigabyte) return { state: 'wrong', sentence: `Only ${free}.` };
  if (bavail * bsize < 2 * gigabyte) return { state: 'warning', sentence: `Only ${free}.` };
  return { state: 'ok', sentence: `${free}.` };
}

/** Writes a trace to the store and removes it again, as the start does. */
async function checkStore(config: Config): Promise<Finding> {
  const store = openStore(config);
  try {
    await store.check();
    const place = config.s3 ? `the bucket ${config.s3.bucket}` : `${config.dataDir}/files`;
    return { state: 'ok', sentence: `Files are kept in ${place}.` };
  } catch (error) {
    if (!isStartProblem(error)) throw error;
    return { state: 'wrong', sentence: error.message };
  } finally {
    await store.close();
  }
}

function checkSecret(config: Config): Finding {
  if (config.secretFrom === 'setting') return { state: 'ok', sentence: 'SECRET_KEY is set.' };
  return {
    state: 'ok',
    sentence: `The secret is kept in ${config.dataDir}/secret-key; back it up with the data.`,
  };
}

function checkWebBundle(): Finding {
  const state = webBundleState(installationDir);
  if (state === 'current') return { state: 'ok', sentence: 'The web pages are built.' };
  const sentence = `The web pages are ${state === 'stale' ? 'out of date' : 'not built yet'}; the next start builds them.`;
  return { state: 'warning', sentence };
}
