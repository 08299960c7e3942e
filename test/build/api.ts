import { apiBase } from '#platform/http/server.ts';

export type Answer<Body = Record<string, unknown>> = { status: number; body: Body; headers: Headers };
type Send = <Body = Json>(
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<Body>>;

/** An answer's body as tests look into it: whatever JSON.parse gives. A wrong guess fails the assertion that follows. */
export type Json = ReturnType<typeof JSON.parse>;

export type Api = {
  get<Body = Json>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  post: Send;
  patch: Send;
  put: Send;
  delete: Send;
};

/**
 * A client of the API at `url`, as nobody, with an API key, or with the cookies of a session. Paths begin below
 * `/api/v1`. Never throws for a refusal: the status is the caller's to judge.
 */
export function api(url: string, keyOrCookie?: string): Api {
  const identity: Record<string, string> =
    keyOrCookie === undefined
      ? {}
      : keyOrCookie.startsWith('parley_')
        ? { authorization: `Bearer ${keyOrCookie}` }
        : { cookie: keyOrCookie };
  async function send<Body>(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const typed = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(url + apiBase + path, {
      method,
      headers: { ...identity, ...typed, ...more },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const read = isJson && text !== '' ? JSON.parse(text) : text;
    return { status: response.status, body: read as Body, headers: response.headers };
  }
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    delete: (path, body, headers) => send('DELETE', path, body, headers),
  };
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookiesOf(answer: { headers: Headers }): string {
  return answer.headers
    .getSetCookie()
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
