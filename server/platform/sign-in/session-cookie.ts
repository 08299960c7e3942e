import type { Config } from '../config/config.ts';

export const cookiePrefix = 'parley';

/** Whether people reach this installation over an encrypted connection only. */
export function isSecure(config: Pick<Config, 'publicUrl'>): boolean {
  return config.publicUrl.startsWith('https:');
}

/** The name of the cookie that carries a session. Browsers keep `__Secure-` cookies to encrypted connections. */
export function sessionCookieName(config: Pick<Config, 'publicUrl'>): string {
  return `${isSecure(config) ? '__Secure-' : ''}${cookiePrefix}.session_token`;
}
