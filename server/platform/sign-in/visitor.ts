import { addressHeader } from './auth.ts';
import type { Visitor } from './types.ts';

/** What the library may see of a request: cookies, browser and address, never a header that it might trust wrongly. */
export function headersOf(visitor: { headers?: Headers; origin: Visitor['origin'] }): Headers {
  const headers = new Headers();
  const cookie = visitor.headers?.get('cookie');
  if (cookie) headers.set('cookie', cookie);
  if (visitor.origin.userAgent) headers.set('user-agent', visitor.origin.userAgent);
  if (visitor.origin.ip) headers.set(addressHeader, visitor.origin.ip);
  return headers;
}

/** The same visitor, coming back with the cookies that an answer has set. */
export function headersWith(origin: Visitor['origin'], setCookies: readonly string[]): Headers {
  const headers = headersOf({ origin });
  headers.set('cookie', setCookies.map((cookie) => cookie.split(';', 1)[0]).join('; '));
  return headers;
}
