import { html, type Html } from '../../activities/letters/html';
import { momentInWords } from '../../domain/dates-in-words';
import type { KeptLetter } from './kept-letters';
import type { ReadLetter } from './read-letter';

const page = (title: string, main: Html): string =>
  html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a href="/">Mailbox</a>
          <span>stands in for e-mail on this machine: every letter lands here, none leaves</span>
        </header>
        <main>${main}</main>
      </body>
    </html>`.markup;

export type ListState = { to: string; about: string; page: number; pages: number; total: number };

/** The letters of one page of the list, newest first. */
export const listPage = (letters: readonly KeptLetter[], state: ListState): string =>
  page(
    'Mailbox',
    html`<h1>Letters</h1>
      <form class="filter" role="search">
        <p>
          <label for="to">To contains</label
          ><input id="to" name="to" value="${state.to}" autocomplete="off" spellcheck="false" />
        </p>
        <p>
          <label for="about">Subject contains</label
          ><input id="about" name="about" value="${state.about}" autocomplete="off" spellcheck="false" />
        </p>
        <p><button>Show</button></p>
      </form>
      <p class="count">${countOf(state)}</p>
      ${letters.length === 0 ? '' : table(letters)} ${state.pages > 1 ? pager(state) : ''}`,
  );

const countOf = ({ total, to, about }: ListState): string => {
  const narrowed = to !== '' || about !== '';
  if (total === 0) return narrowed ? 'No letter matches.' : 'No letter has come yet.';
  return `${total} ${total === 1 ? 'letter' : 'letters'}, newest first`;
};

const table = (letters: readonly KeptLetter[]): Html =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">Dated</th>
        <th scope="col">To</th>
        <th scope="col">Subject</th>
      </tr>
    </thead>
    <tbody>
      ${letters.map(
        ({ id, to, subject, datedAtMs }) =>
          html`<tr>
            <td class="when">${momentInWords(datedAtMs)}</td>
            <td class="to">${to}</td>
            <td class="subject"><a href="/letters/${id}">${subject === '' ? 'No subject' : subject}</a></td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const pager = ({ to, about, page: current, pages }: ListState): Html => {
  const link = (target: number, words: string): Html =>
    target < 1 || target > pages
      ? html``
      : html`<a href="/?${new URLSearchParams({ to, about, page: String(target) }).toString()}">${words}</a>`;
  return html`<nav aria-label="Pages">
    ${link(current - 1, 'Newer')} <span>Page ${current} of ${pages}</span> ${link(current + 1, 'Older')}
  </nav>`;
};

/** One letter: its links, what is attached, then as HTML, as text, and where its source is. */
export const letterPage = (letter: KeptLetter, read: ReadLetter): string =>
  page(
    letter.subject,
    html`<p><a href="/">All letters</a></p>
      <h1>${letter.subject}</h1>
      <dl>
        <div>
          <dt>To</dt>
          <dd>${letter.to}</dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>${read.from}</dd>
        </div>
        <div>
          <dt>Dated</dt>
          <dd>${momentInWords(letter.datedAtMs)}</dd>
        </div>
        <div>
          <dt>Came in</dt>
          <dd>${momentInWords(letter.receivedAtMs)}</dd>
        </div>
      </dl>
      ${read.links.map(({ label, url }) => html`<p><a class="button" href="${url}">${label}</a></p>`)}
      ${files(letter.id, read)}
      <h2>As HTML</h2>
      <iframe
        sandbox="allow-top-navigation-by-user-activation"
        title="The letter as HTML"
        srcdoc="${read.html}"
      ></iframe>
      <h2>As plain text</h2>
      <pre>${read.text}</pre>
      <p><a href="/letters/${letter.id}/source">Source of the letter</a></p>`,
  );

const files = (id: string, { attachments }: ReadLetter): Html =>
  attachments.length === 0
    ? html``
    : html`<h2>Attached</h2>
        ${attachments.map(
          ({ name, bytes }, index) =>
            html`<p>
              <a href="/letters/${id}/attachments/${index}">${name}</a> (${Math.ceil(bytes / 1_000)} kB)
            </p>`,
        )}`;

export const absentPage = (): string =>
  page(
    'Not here',
    html`<h1>This letter is not here</h1>
      <p><a href="/">All letters</a></p>`,
  );
