import { z } from 'zod';
import { isUuid, newId } from '#platform/database/id.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import type { TestCompany } from '#test/build/company.ts';
import { type PathParams, type RecordEntry, records } from '#test/build/records.ts';

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
};

function leaves(schema: JsonSchema, path: string): string[] {
  const whole = schema.anyOf?.find((one) => one.properties ?? one.items) ?? schema;
  if (whole.properties) {
    return Object.entries(whole.properties).flatMap(([name, inner]) =>
      leaves(inner, path === '' ? name : `${path}.${name}`),
    );
  }
  if (whole.items?.properties) return [path, ...leaves(whole.items, `${path}.0`)];
  return [path];
}

/** Every field that a schema takes, by its dotted path; the members of a list stand at `0`. */
export function fieldsOf(schema: z.ZodType): string[] {
  return leaves(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, '');
}

export const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;

/** The entry that makes what the last parameter of a path names: `/leads` for `/leads/:id/convert`. */
function entryOf(path: string): RecordEntry | null {
  const places = [...path.matchAll(/\/:/g)].map(({ index }) => path.slice(0, index));
  return places.reverse().flatMap((place) => records[place] ?? [])[0] ?? null;
}

const made = new Map<RecordEntry, Map<TestCompany, Promise<PathParams>>>();

/** The path of an endpoint with something real in the place of its parameters; each thing is made once a company. */
export async function pathIn({ path }: Endpoint, company: TestCompany): Promise<string> {
  const entry = path.includes('/:') ? entryOf(path) : null;
  if (!entry) return path.replace(/:[A-Za-z]+/g, () => newId());
  const byCompany = made.get(entry) ?? new Map<TestCompany, Promise<PathParams>>();
  made.set(entry, byCompany);
  const params = byCompany.get(company) ?? entry.create(company);
  byCompany.set(company, params);
  const values = await params;
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => values[name] ?? newId());
}

/** The path with another id in the place of the real one. */
export async function pathWithId(row: Endpoint, company: TestCompany, id: string): Promise<string> {
  const path = await pathIn(row, company);
  return path
    .split('/')
    .map((part) => (isUuid(part) ? id : part))
    .join('/');
}
