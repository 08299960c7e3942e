import { openCompiler } from './compile.ts';
import type { ChildAnswer, PdfSource } from './messages.ts';

/** The child process: one document at a time, until its parent ends it or is gone. */
const compile = openCompiler();

process.on('message', (source: PdfSource) => {
  const result = compile(source);
  const answer: ChildAnswer = { result, residentBytes: process.memoryUsage.rss() };
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
