import { html, type Html } from './html';
import type { Letter } from './letter';

/** The letter as plain text: paragraphs, with the link on a line of its own. */
export const asText = ({ opening, link, paragraphs }: Letter): string =>
  `${[opening, ...(link ? [`${link.label}:\n${link.url}`] : []), ...paragraphs].join('\n\n')}\n`;

const page =
  'margin:0;padding:24px;background:#ffffff;color:#1c1c1c;font:16px/1.5 Arial,Helvetica,sans-serif';
const column = 'max-width:36em;margin:0 auto';
const button =
  'display:inline-block;padding:12px 20px;background:#1f5145;color:#ffffff;font-weight:bold;text-decoration:none;border-radius:4px';

/** The same letter as HTML: one column, nothing fetched from elsewhere. */
export const asHtml = ({ subject, opening, link, paragraphs }: Letter): string =>
  html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${subject}</title>
      </head>
      <body style="${page}">
        <main style="${column}">
          <h1 style="font-size:18px;line-height:1.4;margin:0 0 16px">${opening}</h1>
          ${link ? html`<p><a href="${link.url}" style="${button}">${link.label}</a></p>` : ''}
          ${paragraphs.map((words): Html => html`<p>${words}</p>`)}
        </main>
      </body>
    </html> `.markup;
