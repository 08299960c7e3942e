import { apiUrl, newIdempotencyKey } from '#web/platform/api.ts';
import { ApiProblem, type ProblemDocument } from '#web/platform/problem.ts';

type Upload = {
  path: string;
  file: File;
  fields: Record<string, string>;
  signal: AbortSignal;
  /** How much has been sent, from 0 to 1. */
  progress(part: number): void;
};

function problemFrom(request: XMLHttpRequest): ApiProblem {
  const fallback: ProblemDocument = { status: request.status, code: 'internal_error' };
  try {
    return new ApiProblem({ ...fallback, ...(JSON.parse(request.responseText) as Partial<ProblemDocument>) });
  } catch {
    return new ApiProblem(fallback);
  }
}

/** Sends a file as a form. `fetch` cannot tell how far an upload is, so this is the one place without it. */
export function sendUpload({ path, file, fields, signal, progress }: Upload): Promise<unknown> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl(path));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', newIdempotencyKey());
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(problemFrom(request));
    };
    request.onerror = () => reject(new ApiProblem({ status: 0, code: 'offline' }));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
