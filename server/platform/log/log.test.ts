import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './log.ts';
import { readableLine } from './readable.ts';

function record(): { lines: string[]; write(line: string): void } {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line) };
}

test('A line is JSON with its level, time, sentence and fields', () => {
  const destination = record();
  createLog({ level: 'info', destination }).info({ lead: 'L-1' }, 'Converted.');
  const line = JSON.parse(destination.lines[0] ?? '') as Record<string, string>;
  assert.equal(line.level, 'info');
  assert.equal(line.msg, 'Converted.');
  assert.equal(line.lead, 'L-1');
  assert.match(line.time ?? '', /^\d{4}-\d\d-\d\dT.*Z$/);
});

test('Secrets are masked, below their level nothing is written', () => {
  const destination = record();
  const log = createLog({ level: 'warn', destination });
  log.info('quiet');
  log.warn({ password: 'hunter2', headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } }, 'seen');
  assert.equal(destination.lines.length, 1);
  assert.doesNotMatch(destination.lines.join(), /hunter2/);
});

test('A person at a terminal reads the time, the level, the sentence and the fields', () => {
  const line = '{"level":"warn","time":"2026-11-22T01:02:03.004Z","pid":7,"who":"Ann","msg":"Late."}\n';
  assert.equal(readableLine(line), '01:02:03 warn  Late.  pid=7  who=Ann');
  const fault =
    '{"level":"error","time":"2026-11-22T01:02:03.004Z","err":{"stack":"Error: x\\n at y"},"msg":"Broke."}';
  assert.equal(readableLine(fault), '01:02:03 error Broke.\nError: x\n at y');
});
