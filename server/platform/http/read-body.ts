import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#domain/problems.ts';

const deepestNesting = 64;
const quote = 0x22;
const backslash = 0x5c;

/** Whether arrays and objects are nested deeper than anything here needs; reads the text once, without recursion. */
export function isTooDeep(json: string, deepest = deepestNesting): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (inText) {
      if (code === backslash) index += 1;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    // { and [ differ from } and ] by two; nothing else outside of a text can have these codes in valid JSON.
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

function refuse(detail: string): Problem {
  return new Problem('malformed_request', { detail });
}

/**
 * Bodies are JSON in UTF-8 and nothing else: another type or an encoded body is refused with 415, broken text, keys that
 * reach for a prototype and absurd nesting with 400. An empty body counts as none.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    if (bytes.length === 0) return done(null, undefined);
    if (!isUtf8(bytes)) return done(refuse('The body is not valid UTF-8.'));
    const text = bytes.toString('utf8');
    if (isTooDeep(text)) return done(refuse(`The body is nested deeper than ${deepestNesting} levels.`));
    parse(request, text, (error, value) => {
      if (error) done(refuse(explain(text)));
      else done(null, value);
    });
  });
  app.addHook('onRequest', refuseEncodedBody);
}

// Fastify's parser refuses broken text and keys that would reach a prototype alike.
function explain(text: string): string {
  return /__proto__|"prototype"/.test(text)
    ? 'The body is not valid JSON, or has a key that is not allowed: __proto__ or constructor.prototype.'
    : 'The body is not valid JSON.';
}

async function refuseEncodedBody(request: FastifyRequest): Promise<void> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new Problem('unsupported_media_type', { detail: 'Send the body without a Content-Encoding.' });
  }
}
