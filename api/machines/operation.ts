import { z } from 'zod';
import type { Action } from '../../domain/permissions';
import type { Services, SignedIn } from '../services';
import type { Problem, ProblemName } from './problems';

/** Parts of addresses, each with what it may be. Whatever is not so is nowhere. */
export const parameters = {
  reference: [z.string().regex(/^SI-\d{4}-[0-9A-Z]{4}$/u), 'The reference of a case, as in SI-2026-7K3Q.'],
  duty: [z.string().regex(/^[a-z-]{1,60}$/u), 'The id of a duty.'],
  instance: [z.string().min(1).max(200), 'Which of several duties of this id; “-” where there is one.'],
  round: [z.string().regex(/^\d{1,6}$/u), 'How many times it was asked.'],
  submission: [z.string().regex(/^[A-Za-z0-9_-]{32}$/u), 'The id of an answer that was sent.'],
  edition: [z.string().regex(/^[a-z0-9-]{1,60}$/u), 'The id of an edition.'],
} as const satisfies Readonly<Record<string, readonly [z.ZodType<string>, string]>>;

export type ParameterName = keyof typeof parameters;

/** By what a write is told from another: printable, without spaces. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/u);

/** What a service asks, once it is known, permitted and read. */
export type Asking<Query = unknown, Body = unknown> = {
  services: Services;
  service: SignedIn;
  params: Readonly<Record<ParameterName, string>>;
  query: Query;
  body: Body;
  /** By what a write is told from another; empty for reading. */
  key: string;
};

export type Reply = { status: number; body: object; location?: string; retryAfterSeconds?: number } | Problem;

/** One operation: its route, its document and its page are made from this. */
export type Operation<Query = unknown, Body = unknown> = {
  id: string;
  method: 'get' | 'post';
  /** As OpenAPI writes it: `/cases/{reference}`, from the base on. */
  path: string;
  action: Action;
  title: string;
  text: string;
  query?: z.ZodObject & z.ZodType<Query>;
  /** What the body must be, by the agencies of the directory; null for what holds for every directory. */
  body?: (agencies: Readonly<Record<string, string>> | null) => z.ZodType<Body>;
  results: Readonly<Record<number, { text: string; schema: z.ZodType; location?: true; retry?: true }>>;
  /** Beyond what can go wrong anywhere. */
  problems: readonly ProblemName[];
  // A method, so that operations of several kinds stand in one list.
  handle(asking: Asking<Query, Body>): Promise<Reply> | Reply;
};

/** For the types of an operation to be found from its schemas. */
export const operation = <Query, Body>(one: Operation<Query, Body>): Operation => one;

export const base = '/api/v1';

/** The names between braces. */
export const parametersOf = (path: string): ParameterName[] =>
  [...path.matchAll(/\{(\w+)\}/gu)].flatMap(([, name = '']) =>
    name in parameters ? [name as ParameterName] : [],
  );
