import { ApiProblem, type ProblemDocument } from './problem.ts';

export type Query = Record<string, string | number | boolean | null | undefined>;

type Options = {
  query?: Query;
  body?: unknown;
  /** Sends `If-Match`: the write is refused when somebody else changed the record since. */
  version?: number | string;
  /** Give the same key when the same act is tried again; a POST without one gets a fresh key. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

const signedOutListeners = new Set<() => void>();

/** Calls back when the server says that nobody is signed in; returns the way to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

/** A fresh key for an act that must happen once. Works without a secure context, where `randomUUID` is absent. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function headersFor(method: string, options: Options): Headers {
  const headers = new Headers({ accept: 'application/json' });
  // A form says itself where its parts begin and end.
  const isForm = options.body instanceof FormData;
  if (options.body !== undefined && !isForm) headers.set('content-type', 'application/json');
  if (options.version !== undefined) headers.set('if-match', `"${options.version}"`);
  if (method === 'POST') headers.set('idempotency-key', options.idempotencyKey ?? newIdempotencyKey());
  return headers;
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const fallback: ProblemDocument = {
    status: response.status,
    code: response.status === 429 ? 'too_many_requests' : 'internal_error',
    title: response.statusText,
  };
  try {
    const body = (await response.json()) as Partial<ProblemDocument>;
    return new ApiProblem({ ...fallback, ...body });
  } catch {
    return new ApiProblem(fallback);
  }
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body === undefined || body instanceof FormData) return body;
  return JSON.stringify(body);
}

async function request(method: string, path: string, options: Options): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), {
      method,
      headers: headersFor(method, options),
      body: bodyOf(options.body),
      credentials: 'same-origin',
      signal: options.signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ status: 0, code: 'offline' });
  }
  if (!response.ok) {
    const problem = await readProblem(response);
    if (problem.document.code === 'not_signed_in') for (const listener of signedOutListeners) listener();
    throw problem;
  }
  return response;
}

async function send<Answer>(method: string, path: string, options: Options): Promise<Answer> {
  const response = await request(method, path, options);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as Answer;
}

/** The one way to the server. Paths are those of the API contract without `/api/v1`. Throws `ApiProblem`. */
export const api = {
  get: <Answer>(path: string, options: Options = {}) => send<Answer>('GET', path, options),
  post: <Answer>(path: string, body?: unknown, options: Options = {}) =>
    send<Answer>('POST', path, { ...options, body }),
  put: <Answer>(path: string, body?: unknown, options: Options = {}) =>
    send<Answer>('PUT', path, { ...options, body }),
  patch: <Answer>(path: string, body: unknown, options: Options = {}) =>
    send<Answer>('PATCH', path, { ...options, body }),
  /** What an endpoint makes of a body as a file, such as the PDF of a draft. */
  file: async (path: string, body: unknown, options: Options = {}): Promise<Uint8Array> =>
    new Uint8Array(await (await request('POST', path, { ...options, body })).arrayBuffer()),
  /** Sends one file, such as a picture; large ones with progress go by `send-upload.ts` of the files. */
  upload: <Answer>(path: string, file: File): Promise<Answer> => {
    const form = new FormData();
    form.append('file', file);
    return send<Answer>('POST', path, { body: form });
  },
  delete: <Answer>(path: string, options: Options = {}) => send<Answer>('DELETE', path, options),
};
