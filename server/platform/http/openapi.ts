import { type ProblemCode, problemStatus } from '#domain/problems.ts';
import type { Endpoint } from './endpoint.ts';
import { introduction } from './openapi-introduction.ts';
import {
  type JsonSchema,
  nameRecords,
  propertiesOf,
  type SchemaWriter,
  schemaWriter,
} from './openapi-schemas.ts';
import { problemSchema } from './schemas.ts';

export type Operation = JsonSchema & { operationId: string; tags: string[] };
export type Paths = Record<string, Record<string, Operation>>;
export type OpenApiDocument = JsonSchema & { openapi: string; paths: Paths };

const statusNames: Record<number, string> = {
  400: 'The request cannot be read.',
  401: 'Nobody is signed in, or the key is not valid.',
  403: 'A capability is missing, or the module is switched off.',
  404: 'There is no such record, or not in your part of the company.',
  409: 'The state of the record does not allow it.',
  410: 'The link has expired.',
  412: 'The record was changed since the version that If-Match names.',
  413: 'The body is too large.',
  415: 'The body is of another kind than this takes: JSON, or multipart/form-data for an upload.',
  416: 'The file does not have these bytes.',
  422: 'Some fields were refused; `errors` names each with its rule.',
  429: 'Too many requests; Retry-After says when to try again.',
  500: 'A fault of the server; it was logged with the request id.',
  503: 'Not available for a moment; try again.',
};

/** `GET /leads/:id/matches` → `getLeadsByIdMatches`: unique because method and path are. */
export function operationId(method: string, path: string): string {
  const words = path.split(/[/.-]/).filter(Boolean);
  const name = words.map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word)));
  return method.toLowerCase() + name.join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const templated = (path: string) => path.replace(/:([A-Za-z0-9_]+)/g, '{$1}');

function pathParameters(endpoint: Endpoint, writer: SchemaWriter): JsonSchema[] {
  const described = endpoint.params ? propertiesOf(writer.write(endpoint.params, 'input')) : [];
  return [...endpoint.path.matchAll(/:([A-Za-z0-9_]+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: described.find((property) => property.name === name)?.schema ?? { type: 'string' },
  }));
}

function queryParameters(endpoint: Endpoint, writer: SchemaWriter): JsonSchema[] {
  if (!endpoint.query) return [];
  return propertiesOf(writer.write(endpoint.query, 'input')).map(({ name, schema, required }) => ({
    name,
    in: 'query',
    required,
    ...(typeof schema.description === 'string' ? { description: schema.description } : {}),
    schema,
  }));
}

const takesVersion = ({ method, access, path }: Endpoint) =>
  method !== 'GET' && access === 'write' && path.includes('/:');
const takesKey = ({ method, access }: Endpoint) =>
  method === 'POST' && (access === 'write' || access === 'upload');

function headerParameters(endpoint: Endpoint): JsonSchema[] {
  return [
    ...(takesVersion(endpoint) ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(takesKey(endpoint) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

function fileType(path: string): string {
  if (path.endsWith('.csv')) return 'text/csv';
  if (path.endsWith('.xlsx')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (path.endsWith('/pdf')) return 'application/pdf';
  return 'application/octet-stream';
}

function success(endpoint: Endpoint, writer: SchemaWriter): Record<string, JsonSchema> {
  if (endpoint.access === 'file' || endpoint.file) {
    const schema = { type: 'string', format: 'binary' };
    return { 200: { description: 'The file.', content: { [fileType(endpoint.path)]: { schema } } } };
  }
  const status = endpoint.status ?? (endpoint.answer ? 200 : 204);
  if (!endpoint.answer || status === 204) return { [status]: { description: 'Done; there is no content.' } };
  const schema = writer.write(endpoint.answer, 'output');
  const versioned = propertiesOf(schema).some(({ name }) => name === 'version');
  const headers = { ETag: { $ref: '#/components/headers/ETag' } };
  return {
    [status]: {
      description: status === 201 ? 'Created.' : status === 202 ? 'Accepted; it will be done.' : 'Done.',
      ...(versioned ? { headers } : {}),
      content: { 'application/json': { schema } },
    },
  };
}

function failures(endpoint: Endpoint): Record<string, JsonSchema> {
  const changes = endpoint.method !== 'GET';
  const statuses = [
    400,
    ...(endpoint.access === 'public' ? [] : [401, 403]),
    ...(endpoint.path.includes('/:') ? [404] : []),
    ...(changes ? [409] : []),
    ...(takesVersion(endpoint) ? [412] : []),
    ...(changes ? [413, 415] : []),
    ...(endpoint.query || endpoint.body || endpoint.access === 'upload' ? [422] : []),
    429,
    500,
    503,
  ];
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

function operationOf(endpoint: Endpoint, writer: SchemaWriter): Operation {
  const parameters = [
    ...pathParameters(endpoint, writer),
    ...queryParameters(endpoint, writer),
    ...headerParameters(endpoint),
  ];
  const guard = endpoint.access === 'public' ? {} : endpoint;
  return {
    operationId: operationId(endpoint.method, endpoint.path),
    summary: endpoint.summary,
    tags: [endpoint.tag],
    ...(endpoint.access === 'public' ? { security: [] } : {}),
    ...('capability' in guard && guard.capability ? { 'x-capability': guard.capability } : {}),
    ...('module' in guard && guard.module ? { 'x-module': guard.module } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(endpoint, writer),
    responses: { ...success(endpoint, writer), ...failures(endpoint) },
  };
}

function requestBody(endpoint: Endpoint, writer: SchemaWriter): JsonSchema {
  const fields = endpoint.body && writer.write(endpoint.body, 'input');
  if (endpoint.access === 'upload') return { requestBody: uploadOf(fields ?? {}) };
  return fields ? { requestBody: bodyOf(fields) } : {};
}

function uploadOf(fields: JsonSchema): JsonSchema {
  const schema = {
    type: 'object',
    properties: { ...(fields.properties ?? {}), file: { type: 'string', format: 'binary' } },
    required: [...((fields.required ?? []) as string[]), 'file'],
    additionalProperties: false,
  };
  return { required: true, content: { 'multipart/form-data': { schema } } };
}

function bodyOf(schema: JsonSchema): JsonSchema {
  const required = propertiesOf(schema).some((property) => property.required);
  return { required, content: { 'application/json': { schema } } };
}

function problemResponses(): Record<string, JsonSchema> {
  const codes = Object.entries(problemStatus) as [ProblemCode, number][];
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    [...new Set(codes.map(([, status]) => status))].sort().map((status) => {
      const known = codes.filter(([, of]) => of === status).map(([code]) => code);
      const retry = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } };
      const response = {
        description: `${statusNames[status]} Codes: ${known.map((code) => `\`${code}\``).join(', ')}.`,
        ...(status === 429 || status === 503 ? { headers: retry } : {}),
        content: { 'application/problem+json': { schema } },
      };
      return [`Problem${status}`, response];
    }),
  );
}

const parameters = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The version that the change is meant for, in quotes: `"3"`. Another version answers 412.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Any text of up to 255 characters. The first answer to it is kept for 24 hours and sent again.',
    schema: { type: 'string', maxLength: 255 },
  },
};

const securitySchemes = (sessionCookie: string) => ({
  session: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: 'The session of a browser.' },
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, made in the settings.' },
});

/**
 * The whole API as an OpenAPI 3.1 document, from the rows that the server itself runs. `more` adds paths that are no
 * endpoint rows, such as the event stream.
 */
export function describeApi(
  endpoints: readonly Endpoint[],
  about: { version: string; base: string; sessionCookie: string; more?: Paths },
): OpenApiDocument {
  const writer = schemaWriter();
  const paths: Paths = {};
  for (const endpoint of endpoints) {
    const path = templated(about.base + endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint, writer) };
  }
  Object.assign(paths, about.more ?? {});
  const tags = new Set(Object.values(paths).flatMap((of) => Object.values(of).flatMap((one) => one.tags)));
  writer.components.Problem = writer.write(problemSchema, 'output');
  const named = nameRecords(paths, writer.components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: about.version,
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { apiKey: [] }],
    tags: [...tags].map((name) => ({ name })),
    paths: named,
    components: {
      schemas: writer.components,
      responses: problemResponses(),
      parameters,
      headers: { ETag: { description: 'The version of the record, in quotes.', schema: { type: 'string' } } },
      securitySchemes: securitySchemes(about.sessionCookie),
    },
  };
}
