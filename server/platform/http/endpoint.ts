import type { z } from 'zod';
import type { Capability } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { Call, Origin } from '../access/call.ts';
import type { Services } from '../services.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type Schema = z.ZodType;
type Output<S> = S extends Schema ? z.output<S> : undefined;

/** The parsed request. `ifMatch` is the version that an If-Match header names, or null. */
export type Input<Params, Query, Body> = {
  params: Output<Params>;
  query: Output<Query>;
  body: Output<Body>;
  ifMatch: number | null;
};

/** A file as an answer: its chunks are sent as they come. */
export type FileAnswer = {
  contentType: string;
  fileName: string;
  chunks: AsyncIterable<string | Uint8Array>;
};

type Described<Params, Query, Body> = {
  method: Method;
  /** Below `/api/v1`, with parameters as `:id`. */
  path: string;
  /** One sentence for the API's documentation. */
  summary: string;
  /** The chapter of the documentation it stands in. */
  tag: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Describes the answer; checked by tests, not at run time. Absent: no content. */
  answer?: Schema;
  /** Default: 201 for POST on a collection is said explicitly, everything else is 200, or 204 without an answer. */
  status?: 200 | 201 | 202 | 204;
  /** Requests a minute from one address to this row alone: for doors that anybody may try. */
  mostPerMinute?: number;
};

/** What a public endpoint gets instead of a call: nobody is signed in and no company is known. */
export type PublicContext = {
  services: Services;
  origin: Origin;
  requestId: string;
  headers: Headers;
  /** Adds a header to the answer; only sign-in needs it, for its cookies. */
  setHeader(name: string, value: string): void;
};

/** What a member's endpoint that cannot be one transaction gets: it opens its own, as often as it needs. */
export type SessionContext = PublicContext & {
  inCall<T>(access: 'read' | 'write', run: (call: Call) => Promise<T>): Promise<T>;
};

type Guard = {
  /** Needed somewhere in the hierarchy to pass at all; the operation checks it again on the record. */
  capability?: Capability;
  module?: ModuleName;
};

export type Endpoint = Described<Schema, Schema, Schema> &
  (
    | ({ access: 'read' | 'write'; run(call: Call, input: never): Promise<unknown> } & Guard)
    | ({ access: 'session'; run(context: SessionContext, input: never): Promise<unknown> } & Guard)
    | { access: 'public'; run(context: PublicContext, input: never): Promise<unknown> }
    | ({
        access: 'file';
        run(context: SessionContext, input: never): Promise<FileAnswer>;
      } & Guard)
  );

type Typed<Params, Query, Body> = Described<Params, Query, Body> &
  (
    | ({
        access: 'read' | 'write';
        run(call: Call, input: Input<Params, Query, Body>): Promise<unknown>;
      } & Guard)
    | ({
        access: 'session';
        run(context: SessionContext, input: Input<Params, Query, Body>): Promise<unknown>;
      } & Guard)
    | { access: 'public'; run(context: PublicContext, input: Input<Params, Query, Body>): Promise<unknown> }
    | ({
        access: 'file';
        run(context: SessionContext, input: Input<Params, Query, Body>): Promise<FileAnswer>;
      } & Guard)
  );

/**
 * One row of an endpoint table. `access` says what runs: `read` and `write` are one transaction as the signed-in
 * actor, `session` and `file` open their own, `public` needs nobody signed in.
 */
export function endpoint<
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
>(row: Typed<Params, Query, Body>): Endpoint {
  return row as unknown as Endpoint;
}
