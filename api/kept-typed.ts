import type { Request, Response } from 'express';
import { typedAll, typedOne, type Body } from './forms/typed';
import type { Pages } from './pages';
import { postedBody } from './posted-body';

/** Names and values for hidden inputs. */
export type Pairs = readonly (readonly [string, string])[];

const token = '_csrf';
/** Before the names of what is carried past another form, whose own names may be the same. */
const mark = 'kept.';

const pairsOf = (body: Body, named: (name: string) => string): Pairs =>
  Object.keys(body)
    .filter((name) => name !== token)
    .flatMap((name) => typedAll(body, name).map((value) => [named(name), value] as const));

/** All that was posted, to be carried past another form. */
export const keptPairs = (request: Request): Pairs =>
  pairsOf(postedBody(request), (name) => `${mark}${name}`);

/** What a form carries of an earlier one; none where it carries nothing. */
export const carriedPairs = (request: Request): Pairs =>
  pairsOf(
    Object.fromEntries(Object.entries(postedBody(request)).filter(([name]) => name.startsWith(mark))),
    (name) => name,
  );

type Obstacle = {
  h1: string;
  status: number;
  texts: readonly string[];
  /** Where to sign in, in another tab; this page stays. */
  signIn?: true;
  /** The form that was posted; without it the one that this very request was. */
  to?: string;
  pairs?: Pairs;
};

/**
 * A page of words that holds all that was posted, in the page alone, and sends it again when the obstacle is gone: never in
 * an address, and nothing of it is stored.
 */
export function sendAgain(
  pages: Pages,
  request: Request,
  response: Response,
  { to = request.originalUrl, pairs, ...words }: Obstacle,
): void {
  const held = pairs ?? pairsOf(postedBody(request), (name) => name);
  const step = typedOne(Object.fromEntries(held), 'step');
  pages(request, response, 'send-again.njk', {
    ...words,
    to,
    pairs: held,
    button: step === '' || step === 'send' ? 'Send again' : 'Continue',
  });
}

/** What was carried past the form that a request posted, under its own names again. */
export const uncarried = (request: Request): Pairs =>
  carriedPairs(request).map(([name, value]) => [name.slice(mark.length), value] as const);
