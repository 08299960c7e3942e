import { apiBase } from '#platform/http/server.ts';
import type { Answer, Json } from './api.ts';

export type Upload = { name: string; content: string | Uint8Array<ArrayBuffer>; type?: string };

/** Posts a file and fields as a browser's form does, with an API key. */
export async function uploadTo(
  url: string,
  apiKey: string,
  path: string,
  {
    file,
    fields = {},
    headers = {},
  }: { file: Upload; fields?: Record<string, string>; headers?: Record<string, string> },
): Promise<Answer<Json>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new File([file.content], file.name, { type: file.type ?? '' }));
  const response = await fetch(url + apiBase + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, ...headers },
    body: form,
  });
  return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
}
