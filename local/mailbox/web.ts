import express, { type Express, type Response } from 'express';
import { z } from 'zod';
import type { KeptLetter, KeptLetters } from './kept-letters';
import { absentPage, letterPage, listPage } from './pages';
import { filesOf, readLetter } from './read-letter';
import { stylesheet } from './stylesheet';

const onAPage = 50;
const atMostByApi = 1_000;

const words = z.string().max(200).catch('');
const asked = z.object({ to: words, about: words, page: z.coerce.number().int().min(1).catch(1) });
const askedByApi = z.object({ to: words, about: words, after: words });

// The letter's own styles stand in its markup; nothing else is let in, from wherever it may come.
const policy =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The mailbox's pages, and the same for programs under `/api/letters`. */
export function createMailboxPages(letters: KeptLetters, host: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    // A page from elsewhere whose name was pointed at this machine must not read the links in the letters.
    if ([host, 'localhost', '127.0.0.1'].includes(request.hostname)) next();
    else response.status(403).type('text').send('Only from this machine.');
  });

  app.get('/', (request, response) => {
    const { to, about, page } = asked.parse(request.query);
    const found = letters.find({ to, about }).reverse();
    const pages = Math.max(1, Math.ceil(found.length / onAPage));
    const current = Math.min(page, pages);
    const shown = found.slice((current - 1) * onAPage, current * onAPage);
    response.send(listPage(shown, { to, about, page: current, pages, total: found.length }));
  });
  app.get('/style.css', (_, response) => {
    response.type('css').send(stylesheet);
  });
  app.get('/letters/:id', async (request, response) => {
    await withLetter(letters, request.params.id, response, async (letter, raw) => {
      response.send(letterPage(letter, await readLetter(raw, host)));
    });
  });
  app.get('/letters/:id/source', async (request, response) => {
    await withLetter(letters, request.params.id, response, (_, raw) => {
      response.type('text').send(raw);
    });
  });
  app.get('/letters/:id/attachments/:index', async (request, response) => {
    await withLetter(letters, request.params.id, response, async (_, raw) => {
      const file = (await filesOf(raw))[Number(request.params.index)];
      if (file === undefined) {
        response.status(404).send(absentPage());
        return;
      }
      // Never as a page of this machine, whatever the letter says that it is.
      response.attachment(file.name);
      response.type(file.isPdf ? 'application/pdf' : 'application/octet-stream');
      response.send(Buffer.from(file.content));
    });
  });

  app.get('/api/letters', (request, response) => {
    response.json({ letters: letters.find(askedByApi.parse(request.query)).slice(0, atMostByApi) });
  });
  app.get('/api/letters/:id', async (request, response) => {
    await withLetter(letters, request.params.id, response, async (letter, raw) => {
      response.json({ ...letter, ...(await readLetter(raw, host)) });
    });
  });
  return app;
}

async function withLetter(
  letters: KeptLetters,
  id: string,
  response: Response,
  show: (letter: KeptLetter, raw: Buffer) => void | Promise<void>,
): Promise<void> {
  const letter = letters.find({}).find((kept) => kept.id === id);
  const raw = await letters.read(id);
  if (letter && raw) await show(letter, raw);
  else response.status(404).send(absentPage());
}
