import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { resolveProvider } from './public-address.ts';

export type OutsideRequest = {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  /** More of the answer is not read. */
  mostBytes: number;
};

export type OutsideAnswer = { status: number; text: string };

/**
 * One request to a provider that a company named. It connects to the very address that was checked, follows no
 * redirect, and ends within its time. Throws PrivateAddress for private addresses unless they are allowed; without that
 * leave http is refused too, since credentials travel with the request.
 */
export async function requestOutside(
  config: { allowPrivateProviders: boolean },
  address: string,
  { method, headers, body, timeoutMs, mostBytes }: OutsideRequest,
): Promise<OutsideAnswer> {
  const url = new URL(address);
  if (url.protocol !== 'https:' && !config.allowPrivateProviders)
    throw new Error('A provider is reached over https only.');
  const [target] = await resolveProvider(url.hostname, config);
  if (!target) throw new Error(`${url.hostname} has no address.`);
  const open = url.protocol === 'https:' ? overHttps : overHttp;
  const { promise, resolve, reject } = Promise.withResolvers<OutsideAnswer>();
  const sent = open(
    {
      host: target.address,
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      // The certificate must be the named host's, whatever address it was found at.
      servername: url.hostname.replace(/^\[.*\]$/, ''),
      method,
      headers: {
        host: url.host,
        ...headers,
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    },
    (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= mostBytes) chunks.push(chunk);
        else answer.destroy(new Error('The answer is too long.'));
      });
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    },
  );
  sent.on('error', (error) =>
    reject(
      error.name === 'AbortError' || error.name === 'TimeoutError'
        ? new Error('The provider took too long.')
        : error,
    ),
  );
  sent.end(body);
  return promise;
}
