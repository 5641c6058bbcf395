import { createHash } from 'node:crypto';
import type { Persona } from './personas';

const style = `
:root { color-scheme: light; --ink: #1d2621; --quiet: #55625b; --line: #cdd5d0; --own: #1f4d3a; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; }
header { background: var(--own); color: #fff; padding: .75rem 1.25rem; font-weight: 600; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
p { margin: 0 0 1.25rem; color: var(--quiet); }
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
li { border-bottom: 1px solid var(--line); }
button { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; width: 100%; min-height: 3.25rem;
  align-items: center; padding: .6rem .5rem; border: 0; background: none; font: inherit; color: inherit; text-align: left; cursor: pointer; }
button:hover { background: #eef4f0; }
button:focus-visible { outline: 3px solid var(--own); outline-offset: -3px; }
strong { color: var(--own); text-decoration: underline; text-underline-offset: .15em; }
span { color: var(--quiet); }
.plain { width: auto; background: var(--own); color: #fff; padding: .6rem 1.25rem; }
.plain:hover { background: #163829; }
`;

/** What a page of the provider may load: its own style and nothing else; its forms lead on to the application. */
export const signInPolicy = (application: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    `form-action 'self' ${application}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Safeguarding reviews</title><style>${style}</style></head>
<body><header>Safeguarding reviews · sign-in for trying and training</header><main><h1>${title}</h1>${body}</main></body></html>`;

export const personaPage = (action: string, personas: readonly Persona[]): string =>
  page(
    'Who are you today?',
    `<p>These sample people come from the directory in the data folder. No password is asked: this page stands in
     for your organisation's own sign-in, and runs on this machine alone.</p>
     <form method="post" action="${escape(action)}"><ul>${personas.map(choice).join('')}</ul></form>`,
  );

const choice = ({ id, name, title }: Persona): string =>
  `<li><button name="person" value="${escape(id)}"><strong>${escape(name)}</strong> <span>${escape(title)}</span></button></li>`;

/** `form` is the provider's own hidden form, with the id `op.logoutForm`. */
export const signOutPage = (form: string): string =>
  page(
    'Sign out?',
    `${form}<button class="plain" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );

export const messagePage = (title: string, sentence: string): string =>
  page(title, `<p>${escape(sentence)}</p>`);

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
