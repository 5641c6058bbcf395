import {
  request as requestHttp,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream';
import type { Request, Response } from 'express';
import { withOurSettings } from './temporal-ui-settings';

type UpstreamOptions = { upstream: string; codecUrl: string; namespace: string };

/** The UI keeps a request for a history open for about a minute while it waits for the next event. */
const upstreamPatienceMs = 90_000;

/** The UI's settings, changed to ours. */
export function sendSettings(request: Request, response: Response, options: UpstreamOptions): void {
  const asked = ask(request, options.upstream, { 'accept-encoding': 'identity' }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.once('end', () => {
      const settings = withOurSettings(Buffer.concat(chunks).toString('utf8'), options);
      if (settings === null) fail(response);
      else response.set(returned(answer.headers, ['set-cookie'])).json(settings);
    });
  });
  asked.once('error', () => {
    fail(response);
  });
  asked.end();
}

/** Passes a request on and its answer back, as they come. */
export function forward(request: Request, response: Response, upstream: string): void {
  const asked = ask(request, upstream, {}, (answer) => {
    response.status(answer.statusCode ?? 502).set(returned(answer.headers, passedBack));
    pipeline(answer, response, () => undefined);
  });
  asked.once('error', () => {
    fail(response);
  });
  response.once('close', () => asked.destroy());
  if (request.method === 'POST') request.pipe(asked);
  else asked.end();
}

function fail(response: Response): void {
  if (response.headersSent) response.destroy();
  else response.status(502).json({ message: 'The Temporal UI does not answer at the moment.' });
}

const passedOn = ['accept', 'accept-encoding', 'accept-language', 'if-none-match', 'x-csrf-token'];
const passedBack = ['content-type', 'content-encoding', 'content-length', 'etag', 'set-cookie', 'vary'];

function ask(
  request: Request,
  upstream: string,
  extra: Record<string, string>,
  onAnswer: (answer: IncomingMessage) => void,
): ClientRequest {
  const target = new URL(upstream);
  const open = target.protocol === 'https:' ? requestHttps : requestHttp;
  // Our own session stays here: of the cookies only the UI's token against forged requests goes on.
  const csrf = /(?:^|;\s*)(_csrf=[\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  const body = request.method === 'POST' ? ['content-type', 'content-length', 'transfer-encoding'] : [];
  const headers = {
    ...returned(request.headers, [...passedOn, ...body]),
    ...extra,
    ...(csrf === undefined ? {} : { cookie: csrf }),
  };
  const path = `${target.pathname.replace(/\/$/, '')}${request.url}`;
  const asked = open(
    target,
    { method: request.method, path, headers, timeout: upstreamPatienceMs },
    onAnswer,
  );
  return asked.once('timeout', () => asked.destroy(new Error('The Temporal UI is silent.')));
}

const returned = (
  headers: IncomingHttpHeaders,
  names: readonly string[],
): Record<string, string | string[]> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
