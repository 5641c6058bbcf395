import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { projectRoot } from './project-root';

/** The components' colours that would make us look like the government's own site, and ours in their place. */
const ours: readonly (readonly [string, string])[] = [
  ['#1d70b8', '#1f5a45'],
  ['#1a65a6', '#1f5a45'],
  ['#0f385c', '#123a2c'],
  ['#f4f8fb', '#f4f8f6'],
  ['#8eb8dc', '#a9c9bb'],
  ['#d2e2f1', '#d8e8e0'],
  ['#54319f', '#4b3a63'],
  ['#0f7a52', '#1f5a45'],
  ['#0b5c3e', '#174634'],
  ['#083d29', '#0e2e22'],
];

const family = 'system-ui,"Segoe UI",Roboto,Arial,sans-serif';

function composed(): string {
  const components = readFileSync(
    join(projectRoot, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css'),
    'utf8',
  )
    .replaceAll(/@font-face\{[^}]*\}/gu, '')
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/gu, 'none')
    // Their second family is the one of print.
    .replaceAll(/font-family:(?:"?GDS Transport"?,\s*arial,\s*)?sans-serif/giu, `font-family:${family}`);
  const own = readFileSync(join(projectRoot, 'api/assets/style.css'), 'utf8');
  return ours.reduce((css, [theirs, colour]) => css.replaceAll(theirs, colour), components) + own;
}

const css = composed();
const compressed = gzipSync(css);

/** The address of the stylesheet; it changes with its content, so that it may be kept for ever. */
export const stylesheetPath = `/assets/${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`;

/** Serves the stylesheet, compressed where the browser takes it so. */
export const serveStylesheet: RequestHandler = (request, response) => {
  response.type('css').set('Cache-Control', 'public, max-age=31536000, immutable').vary('Accept-Encoding');
  if (request.acceptsEncodings('gzip') === 'gzip') response.set('Content-Encoding', 'gzip').end(compressed);
  else response.end(css);
};

const icon = readFileSync(join(projectRoot, 'api/assets/icon.svg'));

/** Serves the icon that a browser shows beside the title. */
export const serveIcon: RequestHandler = (_request, response) => {
  response.type('svg').set('Cache-Control', 'public, max-age=86400').end(icon);
};
