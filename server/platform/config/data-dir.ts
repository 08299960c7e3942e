import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { startProblem } from './start-problem.ts';

/** Makes the data folder (mode 700) if absent and checks that this user can write to it. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw startProblem(`DATA_DIR ${dataDir} cannot be created: ${explain(error)}.`, error);
  }
  if (!statSync(dataDir).isDirectory()) {
    throw startProblem(`DATA_DIR ${dataDir} is a file; name a folder.`);
  }
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw startProblem(
      `DATA_DIR ${dataDir} cannot be written to by the user ${userName()}; give it to that user or choose another folder.`,
      error,
    );
  }
}

/** What the operating system said, in words. */
export function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return `the user ${userName()} is not allowed to`;
  if (code === 'EROFS') return 'the disk is read-only';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'a file is in its place';
  return (error as Error).message;
}

// A container may run under a number that has no name.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
