import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { ContentKeyError } from '../config/content-keys';
import { UnknownKeyError } from '../config/encryption/unknown-key';
import { sizeInWords } from '../domain/attached-file';
import { sendAgain } from './kept-typed';
import type { Pages } from './pages';
import type { Services } from './services';
import { Unanswered } from './unanswered';

const httpError = z.object({
  status: z.number().int().min(400).max(499),
  /** It was the files of a form that were too much, and not its words. */
  isOfFiles: z.boolean().optional(),
});

/** A page that is not there, in words. */
export const showNotFound = (pages: Pages, request: Request, response: Response): void => {
  const texts = [
    'Please check the address. If a letter led you here, copy its link again from beginning to end.',
  ];
  pages(request, response, 'words.njk', { h1: 'This page does not exist', status: 404, texts });
};

/** Whatever no route has taken. */
export const notFound =
  (pages: Pages): RequestHandler =>
  (request, response) => {
    showNotFound(pages, request, response);
  };

const requestWords: Readonly<Record<number, readonly [string, string]>> = {
  413: [
    'This is too much at once',
    'What you sent is larger than this form takes. Nothing was sent. Go back and shorten it.',
  ],
  429: [
    'Too many requests',
    'Please wait a minute, then try again. Nothing you typed is lost if you go back.',
  ],
};
const otherwise = [
  'This request was not understood',
  'Please go back, load the page again and repeat.',
] as const;

const tooManyFiles = ({ maxFiles, maxBytes, maxBytesTogether }: Services['settings']['files']): string =>
  `Nothing was sent: of files a form takes ${String(maxFiles)} at most, ${sizeInWords(maxBytes)} each and ${sizeInWords(maxBytesTogether)} together. Go back and choose fewer files, or smaller ones.`;

/** What goes wrong unforeseen: a sentence and a number to quote to the person, the error itself to the log alone. */
export const mishaps =
  (services: Services, pages: Pages, isCsrfRefusal: (error: unknown) => boolean): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (isCsrfRefusal(error)) {
      const texts = [
        'This page had been open too long, or was opened in another browser. Nothing was sent.',
        'Go back: what you typed is still there. Copy it if it is long, load the page again, and send it once more.',
      ];
      pages(request, response, 'words.njk', { h1: 'Please send this again', status: 403, texts });
      return;
    }
    const known = httpError.safeParse(error);
    if (known.success) {
      const [h1, text] = requestWords[known.data.status] ?? otherwise;
      const texts = [known.data.isOfFiles === true ? tooManyFiles(services.settings.files) : text];
      pages(request, response, 'words.njk', { h1, status: known.data.status, texts });
      return;
    }
    unforeseen(services, pages, request, response, error);
  };

/** Whether something cannot be read until a key is put back, of the histories or of those that wrap the keys of cases. */
export const isForWantOfAKey = (error: unknown): boolean =>
  error instanceof UnknownKeyError ||
  (error instanceof ContentKeyError && error.reason === 'unknown-master-key');

/** A sentence and a number to quote; what was typed stays in the page, to be sent again. */
function unforeseen(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  error: unknown,
): void {
  const incident = randomBytes(4).toString('hex').toUpperCase();
  services.log.error({ event: 'page-failed', code: incident, method: request.method }, error);
  const isPosted = request.method === 'POST';
  const isKeyMissing = isForWantOfAKey(error);
  const page = {
    ...(error instanceof Unanswered
      ? { h1: 'This cannot be done just now', status: 503 }
      : isKeyMissing
        ? { h1: 'This cannot be read just now', status: 503 }
        : { h1: 'Sorry, something went wrong', status: 500 }),
    texts: [
      ...(isKeyMissing
        ? [
            'It is encrypted with a key that the service does not have at present. Nothing is lost: it opens again as soon as an administrator has put the key back.',
          ]
        : []),
      'This could not be done just now. What was recorded before is safe. Please try again in a few minutes.',
      ...(isPosted ? ['Nothing you typed is lost: this page holds it. Leave it open until it is sent.'] : []),
      `If it happens again, tell the business unit this number: ${incident}.`,
    ],
  };
  if (isPosted) sendAgain(pages, request, response, page);
  else pages(request, response, 'words.njk', page);
}
