import type { z } from 'zod';
import type { Capability } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { Call, Origin } from '../access/call.ts';
import type { Config } from '../config/config.ts';
import type { Services } from '../services.ts';
import type { ByteRange } from '../store/store.ts';

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

/** Whatever a row's schemas made of a request. */
export type AnyInput = Input<Schema, Schema, Schema>;

/** A file as an answer: its chunks are sent as they come. */
export type FileAnswer = {
  contentType: string;
  fileName: string;
  /** Headers besides those of every file, by their lower-case names. */
  headers?: Record<string, string>;
  chunks: AsyncIterable<string | Uint8Array>;
  /** What `chunks` are of stored content: it is sent as it is, never compressed, and may be asked for in parts. */
  stored?: {
    /** Bytes of the whole. */
    size: number;
    /** The part that `chunks` hold; null: the whole. */
    part: ByteRange | null;
    /** Names these bytes and no others. */
    etag: string;
    /** Shown by the browser instead of saved; only for what can do no harm there. */
    inline: boolean;
  };
};

/** A file that an upload brought. It lies in the store already, and is kept there if the endpoint answers. */
export type ReceivedFile = {
  key: string;
  /** As the client wrote it: not to be trusted, and not to be shown before it is cleaned. */
  name: string;
  /** The media type that the client gave, without parameters; content decides what it really is. */
  declaredType: string;
  /** Bytes; at least one. */
  size: number;
  /** Lower-case hexadecimal. */
  sha256: string;
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
  /** A public row that answers with a file. */
  file?: true;
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

/** What a `session` endpoint gets. */
export type OnceContext = SessionContext & {
  /**
   * The one transaction that does the work of a `session` POST and makes its answer, which is kept in it under the
   * request's Idempotency-Key: repeated, the request answers as it did then and nothing is done.
   */
  once<T>(run: (call: Call) => Promise<T>): Promise<T>;
};

/** What an upload's row adds to the parsed request. `seen` is what its `inspect` found. */
export type Uploaded<Seen> = { file: ReceivedFile; seen: Seen };

type Guard = {
  /** Needed somewhere in the hierarchy to pass at all; the operation checks it again on the record. */
  capability?: Capability;
  module?: ModuleName;
};

export type Endpoint = Described<Schema, Schema, Schema> &
  (
    | ({ access: 'read' | 'write'; run(call: Call, input: never): Promise<unknown> } & Guard)
    | ({ access: 'session'; run(context: OnceContext, input: never): Promise<unknown> } & Guard)
    | { access: 'public'; run(context: PublicContext, input: never): Promise<unknown> }
    | ({
        access: 'file';
        run(context: SessionContext, input: never): Promise<FileAnswer>;
      } & Guard)
    | ({
        access: 'upload';
        mostBytes(config: Config): number;
        inspect?(context: SessionContext, input: never): Promise<unknown>;
        run(call: Call, input: never): Promise<unknown>;
      } & Guard)
  );

type Typed<Params, Query, Body, Seen> = Described<Params, Query, Body> &
  (
    | ({
        access: 'read' | 'write';
        run(call: Call, input: Input<Params, Query, Body>): Promise<unknown>;
      } & Guard)
    | ({
        access: 'session';
        run(context: OnceContext, input: Input<Params, Query, Body>): Promise<unknown>;
      } & Guard)
    | { access: 'public'; run(context: PublicContext, input: Input<Params, Query, Body>): Promise<unknown> }
    | ({
        access: 'file';
        run(context: SessionContext, input: Input<Params, Query, Body>): Promise<FileAnswer>;
      } & Guard)
    | ({
        access: 'upload';
        /** The most that the file may have; more is refused with 413. */
        mostBytes(config: Config): number;
        /** Looks at the stored content before the transaction begins: reading it may be the network. */
        inspect?(
          context: SessionContext,
          input: Input<Params, Query, Body> & { file: ReceivedFile },
        ): Promise<Seen>;
        run(call: Call, input: Input<Params, Query, Body> & Uploaded<Seen>): Promise<unknown>;
      } & Guard)
  );

/**
 * One row of an endpoint table. `access` says what runs: `read` and `write` are one transaction as the signed-in
 * actor, `session` and `file` open their own, `public` needs nobody signed in. `upload` takes multipart/form-data: one
 * part named `file`, and the fields of `body` (all of them text) before or after it. The file is in the store when `run`
 * gets its one transaction as for `write`; when `run` throws, or the transaction fails, it is removed.
 */
export function endpoint<
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Seen = undefined,
>(row: Typed<Params, Query, Body, Seen>): Endpoint {
  return row as unknown as Endpoint;
}
