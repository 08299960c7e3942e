import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { asPlainUser } from '#test/build/plain-user.ts';

const parley = join(import.meta.dirname, 'parley');
const folder = mkdtempSync(join(tmpdir(), 'parley-command-'));
after(() => rmSync(folder, { recursive: true }));

type Running = { child: ChildProcess; output: { text: string }; ended: Promise<number | null> };

function launch(words: string[], env: NodeJS.ProcessEnv, prefix: string[] = []): Running {
  const [command = '', ...args] = [...prefix, parley, ...words];
  const child = spawn(command, args, {
    cwd: folder,
    // A developer's own .env must not reach the tests: it may name a real database.
    env: { PATH: process.env.PATH, ENV_FILE: '/dev/null', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output.text += chunk;
    });
  }
  return { child, output, ended: once(child, 'close').then(([code]) => code as number | null) };
}

async function run(words: string[], env: NodeJS.ProcessEnv, prefix?: string[]) {
  const { output, ended } = launch(words, env, prefix);
  return { code: await ended, text: output.text };
}

function assertOneSentence({ code, text }: { code: number | null; text: string }, sentence: RegExp): void {
  assert.equal(code, 1, text);
  assert.match(text, sentence);
  assert.equal(text.trim().split('\n').length, 1, text);
}

async function seen({ output, ended }: Running, pattern: RegExp): Promise<string> {
  let code: number | null | undefined;
  void ended.then((value) => {
    code = value;
  });
  for (;;) {
    const found = pattern.exec(output.text);
    if (found) return found[1] ?? found[0];
    assert.equal(code, undefined, `ended early: ${output.text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('Help names the commands, also through a link; an unknown command is refused', async () => {
  const link = join(folder, 'linked-parley');
  symlinkSync(parley, link);
  const child = spawn(link, ['help'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  assert.match(chunk.toString(), /start .*\n.*migrate .*\n[\s\S]*doctor/);
  const unknown = await run(['strat'], {});
  assert.equal(unknown.code, 2);
  assert.match(unknown.text, /^There is no command "strat"\./);
});

test('A bad setting, a bad role and a bad flag are one sentence and a failure', async () => {
  const env = { DATA_DIR: join(folder, 'unused') };
  assertOneSentence(
    await run(['start'], { ...env, PORT: 'eighty' }),
    /^PORT must be a whole number .* "eighty"\.\n$/,
  );
  assertOneSentence(
    await run(['start', '--role', 'boss'], env),
    /^--role must be one of web, worker, all, not "boss"\.\n$/,
  );
  const flag = await run(['start', '--rol', 'web'], env);
  assert.equal(flag.code, 2);
  assert.match(flag.text, /^Unknown option '--rol'/);
});

test('A port that is taken is one sentence and a failure', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
  const { port } = other.address() as { port: number };
  const result = await run(['start'], { DATA_DIR: join(folder, 'clash'), PORT: String(port) });
  other.close();
  assertOneSentence(
    result,
    new RegExp(`^Port ${port} is already used by another program; stop that, or set PORT`),
  );
});

test('A host that this machine does not have is one sentence and a failure', async () => {
  const result = await run(['start'], { DATA_DIR: join(folder, 'host'), HOST: '192.0.2.1' });
  assertOneSentence(result, /^HOST 192\.0\.2\.1 is not an address of this machine/);
});

test('A folder that cannot be written is one sentence and a failure', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o500 });
  const inside = await run(['start'], { DATA_DIR: join(closed, 'data') }, asPlainUser());
  assertOneSentence(inside, /^DATA_DIR .*closed\/data cannot be created: the user .* is not allowed to\.\n$/);
  const itself = await run(['start'], { DATA_DIR: closed }, asPlainUser());
  assertOneSentence(itself, /^DATA_DIR .*closed cannot be written to by the user .*; give it to that user/);
});

test('A database that does not answer is one sentence and a failure', async () => {
  const env = { DATA_DIR: join(folder, 'outside'), DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/crm' };
  const result = await run(['migrate'], env);
  assertOneSentence(result, /^The database cannot be reached: connect ECONNREFUSED/);
  assert.doesNotMatch(result.text, /hunter2/);
});

test('As a plain user everything works: migrate, then the doctor is content', async () => {
  const env = { DATA_DIR: join(folder, 'plain') };
  const before = await run(['doctor'], env, asPlainUser());
  assert.equal(before.code, 0, before.text);
  assert.match(before.text, /There is no database yet/);
  const migrated = await run(['migrate'], env, asPlainUser());
  assert.equal(migrated.code, 0, migrated.text);
  assert.match(migrated.text, /^The database is up to date: 0001-/);
  const afterwards = await run(['doctor'], env, asPlainUser());
  assert.equal(afterwards.code, 0, afterwards.text);
  assert.match(
    afterwards.text,
    /PostgreSQL 18\.\d+ answers[\s\S]*cannot pass row-level security[\s\S]*All migrations are applied/,
  );
});

test('The doctor finds what is wrong and fails', async () => {
  const bad = await run(['doctor'], { DATA_DIR: join(folder, 'sick'), LOG_LEVEL: 'loud' });
  assert.equal(bad.code, 1);
  assert.match(bad.text, /WRONG {2}LOG_LEVEL must be one of/);
});

test('It starts, serves, refuses a second one on its data, and stops with a signal, also one sent twice', async () => {
  const env = { DATA_DIR: join(folder, 'whole') };
  const first = launch(['start'], env);
  const url = await seen(
    first,
    /Parley is ready: (http:\/\/\S+) {2}\(first time\? open it to name your company\)/,
  );
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.equal((await fetch(`${url}/readyz`)).status, 200);

  assertOneSentence(
    await run(['start'], env),
    /^Another Parley \(process \d+\) is using .*whole; stop it first, or set another DATA_DIR\.\n$/,
  );
  assert.match((await run(['migrate'], env)).text, /nothing was missing/);
  assert.equal((await run(['doctor'], env)).code, 0);

  const postmaster = Number(
    readFileSync(join(env.DATA_DIR, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
  );
  const stoppedAt = performance.now();
  first.child.kill('SIGTERM');
  // Ctrl-C under npm arrives twice: from the terminal, and passed on by npm.
  await seen(first, /Stopping\./);
  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 0, first.output.text);
  assert.ok(performance.now() - stoppedAt < 10_000);
  assert.throws(() => process.kill(postmaster, 0), /ESRCH/, 'PostgreSQL ended with it');
});

test('After kill -9 it starts again, and when PostgreSQL dies it ends with a failure for its supervisor', async () => {
  const env = { DATA_DIR: join(folder, 'killed') };
  const first = launch(['start'], env);
  await seen(first, /Parley is ready/);
  first.child.kill('SIGKILL');
  await first.ended;

  const second = launch(['start'], env);
  await seen(second, /Parley is ready/);
  const pidFile = join(env.DATA_DIR, 'postgres/cluster/postmaster.pid');
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
  assert.equal(await second.ended, 1);
  assert.match(second.output.text, /PostgreSQL ended unexpectedly \(ended by SIGKILL\); Parley stops/);
});

async function runsAsAnotherUser(): Promise<void> {
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'unshare'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(tools, 'unshare'), 0o755);
  chmodSync(folder, 0o755);
  const env = { DATA_DIR: join(folder, 'handed-over'), PATH: `${tools}:${process.env.PATH}` };
  const result = await run(['migrate'], env);
  // Only where the installation itself lies in a folder that others may not enter is there no way.
  if (result.code === 0) assert.match(result.text, /^The database is up to date/);
  else assertOneSentence(result, /^PostgreSQL refuses to run as root, and user \d+ cannot run /);

  const closed = join(folder, 'closed-to-others');
  mkdirSync(closed, { mode: 0o700 });
  const refused = await run(['migrate'], { ...env, DATA_DIR: join(closed, 'data') });
  assertOneSentence(refused, /^PostgreSQL refuses to run as root, and user \d+ cannot (enter|run) /);
}

// A plain user never comes into this situation.
if (process.getuid?.() === 0)
  test('Root without user namespaces runs PostgreSQL as another user', runsAsAnotherUser);
