import express, { type Express, type Request, type Response } from 'express';
import { isReading } from './temporal-ui-reading';
import { forward, sendSettings } from './temporal-ui-upstream';

/** What the proxy needs; addresses end without a slash. */
export type TemporalUiProxyOptions = {
  /** Where Temporal's own UI listens. */
  upstream: string;
  /** Where the browser finds our codec server. */
  codecUrl: string;
  namespace: string;
  /** The application, for somebody who is not signed in. */
  publicUrl: string;
  /** Who asks, or null unless that is an administrator who is signed in. */
  authorise(request: Request): Promise<{ person: string } | null>;
  onRefused(refusal: { because: 'not-signed-in' | 'not-reading'; method: string; person?: string }): void;
};

/**
 * The Temporal UI for administrators, reading only: whatever is not on the list of readings is refused before it
 * reaches the server, because the UI's own switch against writing can be passed by with an encoded slash.
 */
export function createTemporalUiProxy(options: TemporalUiProxyOptions): Express {
  const app = express().disable('x-powered-by').disable('etag');
  app.use((request, response, next) => {
    response.set(safeHeaders(options.codecUrl, request.path));
    next();
  });
  app.use(async (request, response, next) => {
    const who = await options.authorise(request);
    if (who !== null && isReading(request.method, request.url)) {
      next();
      return;
    }
    const because = who === null ? 'not-signed-in' : 'not-reading';
    options.onRefused({ because, method: request.method, ...who });
    refuse(request, response, because, options.publicUrl);
  });
  app.use((request, response) => {
    if (request.path === '/api/v1/settings') sendSettings(request, response, options);
    else forward(request, response, options.upstream);
  });
  return app;
}

/** The UI's page carries a policy of its own, which names its one inline script; both must allow what runs. */
const pagePolicy = (codecUrl: string): string[] => [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  `connect-src 'self' ${new URL(codecUrl).origin}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Where the UI has Markdown drawn (summaries, current details) for a frame of its own page, which measures it. */
const renderedPath = '/render';

/** Such text comes from a case: it gets a style and nothing else, and no page but the UI's may frame it. */
const renderedPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
];

const safeHeaders = (codecUrl: string, path: string): Record<string, string> => ({
  'Content-Security-Policy': (path === renderedPath ? renderedPolicy : pagePolicy(codecUrl)).join('; '),
  // The UI's own program, in some two hundred files that never change; everything else is of a case.
  'Cache-Control': path.startsWith('/_app/immutable/') ? 'private, max-age=31536000, immutable' : 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});

const sentences = {
  'not-signed-in': [401, 'Sign in to the application as an administrator to see the histories.'],
  'not-reading': [403, 'Histories can be read here and not changed.'],
} as const;

function refuse(
  request: Request,
  response: Response,
  because: keyof typeof sentences,
  publicUrl: string,
): void {
  const [status, message] = sentences[because];
  response.status(status);
  if (request.path.startsWith('/api/')) response.json({ message });
  else response.send(refusalPage(message, publicUrl));
}

const refusalPage = (message: string, publicUrl: string): string =>
  `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Case histories – Safeguarding reviews</title>
<style>body{font:1.125rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}a{color:#1f4d3a}</style>
<h1>Case histories</h1><p>${message}</p><p><a href="${publicUrl}/sign-in">Sign in to the application</a></p></html>`;
