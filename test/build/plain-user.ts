/**
 * Words to put before a command so that it runs without root's power to pass file modes, and still owns this
 * user's files. Empty where the tests are no root anyway.
 */
export function asPlainUser(): string[] {
  if (process.getuid?.() !== 0) return [];
  return ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
}
