import type { IncomingHttpHeaders } from 'node:http';
import type { Static, TObject, TSchema } from 'typebox';
import type { Access } from '../auth/caller.ts';
import type { Answer } from './answer.ts';
import type { RequestContext } from './request-context.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One thing a service can be asked to do. The schemas that document it are the ones that guard it. */
export interface OperationDefinition<
  Params extends TObject,
  Query extends TObject,
  Headers extends TObject,
  Body extends TSchema,
> {
  readonly method: Method;
  /** As Express writes it: `/v1/products/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  /** Lower-case names; other headers are let through. */
  readonly headers?: Headers;
  readonly body?: Body;
  /** In bytes. @default - 64 KiB */
  readonly bodyLimit?: number;
  /** What it answers with, by status: documentation, which the tests' servers hold every answer to. */
  readonly answers?: Readonly<Record<number, TSchema>>;
  /** The media type of what it answers with. @default - application/json */
  readonly answersAs?: string;
  /** Whether its description warns of using it. @default - false */
  readonly deprecated?: boolean;
  handle(call: Call<Params, Query, Headers, Body>): Answer | Promise<Answer>;
}

export interface Call<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Headers extends TSchema = TSchema,
  Body extends TSchema = TSchema,
> {
  readonly params: Static<Params>;
  readonly query: Static<Query>;
  readonly headers: IncomingHttpHeaders & Static<Headers>;
  readonly body: Static<Body>;
  readonly context: RequestContext;
}

/** An operation whose types are checked already, as the app keeps it. */
export interface Operation {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly headers?: TObject;
  readonly body?: TSchema;
  readonly bodyLimit: number;
  readonly answers: Readonly<Record<number, TSchema>>;
  readonly answersAs: string;
  readonly deprecated: boolean;
  handle(call: Call): Answer | Promise<Answer>;
}

const defaultBodyLimit = 64 * 1024;

export function operation<
  Params extends TObject,
  Query extends TObject,
  Headers extends TObject,
  Body extends TSchema,
>(definition: OperationDefinition<Params, Query, Headers, Body>): Operation {
  return {
    bodyLimit: defaultBodyLimit,
    answers: {},
    answersAs: 'application/json',
    deprecated: false,
    ...definition,
    // The app calls it only with what these very schemas let through.
    handle: (call) => definition.handle(call as Call<Params, Query, Headers, Body>),
  };
}
