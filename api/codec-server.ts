import { defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { caseOf } from '../config/encryption/case-codec';
import { UnknownKeyError } from '../config/encryption/unknown-key';
import type { AccessLog } from '../config/access-log/open';
import type { Log } from '../config/log';
import { isUnreadable, type Unreadable } from '../domain/unreadable';

export type CodecServerOptions = {
  codec: PayloadCodec;
  namespace: string;
  /** The one origin that may ask: that of the proxied Temporal UI, without a slash at the end. */
  allowOrigin: string;
  /** Who asks, or null unless that is an administrator who is signed in. */
  authorise: (request: Request) => Promise<{ person: string } | null>;
  access: Pick<AccessLog, 'record'>;
  log: Log;
};

// Temporal itself refuses payloads of more than 2 MB; base64 adds a third.
const bodyLimit = '4mb';
const base64 = z
  .base64()
  .default('')
  .transform((text) => Buffer.from(text, 'base64'));
const payloadsBody = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).default({}), data: base64 }))
    .max(1_000),
});

/**
 * Decodes for the Temporal UI what it shows, and never encodes. The UI does not say which case it shows, so each payload
 * is decoded for the case that it is bound to, and that case is recorded as read, with the reader, before it is given.
 */
export function createCodecServer(options: CodecServerOptions): Express {
  const app = express().disable('x-powered-by').disable('etag');
  app.use(onlyFrom(options.allowOrigin));
  app.options('/decode', (_request, response) => {
    response
      .set({
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'Content-Type, X-Namespace',
        'Access-Control-Max-Age': '600',
      })
      .sendStatus(204);
  });
  app.post('/decode', onlyReaders(options), express.json({ limit: bodyLimit }), decodeAll(options));
  app.use((_request, response) => {
    response.sendStatus(404);
  });
  app.use(refusal(options.log));
  return app;
}

const onlyFrom =
  (origin: string): RequestHandler =>
  (request, response, next) => {
    response.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Origin',
    });
    if (request.get('Origin') !== origin) {
      response.sendStatus(403);
      return;
    }
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    next();
  };

const onlyReaders =
  ({ authorise, namespace, access, log }: CodecServerOptions): RequestHandler =>
  async (request, response, next) => {
    const reader = await authorise(request);
    if (reader === null) {
      log.warn({ event: 'history-refused', because: 'not-signed-in' });
      response.sendStatus(401);
    } else if (request.get('X-Namespace') !== namespace) {
      await access.record({ ...entryOf(reader.person), what: 'another namespace', outcome: 'refused' });
      response.sendStatus(403);
    } else {
      readers.set(request, reader.person);
      next();
    }
  };

const entryOf = (person: string) => ({ person, role: 'administrator', action: 'decode-payloads' }) as const;

/** Who was let in, for the handler that follows. */
const readers = new WeakMap<Request, string>();

const decodeAll =
  ({ codec, access }: CodecServerOptions): RequestHandler =>
  async (request, response) => {
    const body = payloadsBody.safeParse(request.body);
    if (!body.success) {
      response.sendStatus(400);
      return;
    }
    const decoded = await Promise.all(body.data.payloads.map((payload) => decodeOne(codec, payload)));
    const read = decoded.flatMap(({ readFrom }) => (readFrom === undefined ? [] : [readFrom || 'no-case']));
    for (const reference of new Set(read)) {
      const count = read.filter((each) => each === reference).length;
      await access.record({
        ...entryOf(readers.get(request) ?? ''),
        what: `${String(count)} payloads`,
        case: reference,
        outcome: 'shown',
      });
    }
    response.json({ payloads: decoded.map(({ payload }) => asJson(payload)) });
  };

/** `readFrom` is the case whose content was truly read: the mark on an unreadable payload may be forged. */
async function decodeOne(
  codec: PayloadCodec,
  payload: Payload,
): Promise<{ payload: Payload; readFrom?: string | undefined }> {
  try {
    const [decoded = {}] = await codec.decode([payload]);
    const isRead = !isUnreadable(defaultPayloadConverter.fromPayload(decoded));
    return { payload: decoded, readFrom: isRead ? caseOf(payload) : undefined };
  } catch (error) {
    const missing: Unreadable & { key?: string; says: string } = {
      unreadable: 'missing-key',
      ...(error instanceof UnknownKeyError ? { key: error.keyId } : {}),
      says: 'Nothing is lost: this can be read again as soon as the key is back in ENCRYPTION_KEYS.',
    };
    return { payload: defaultPayloadConverter.toPayload(missing) };
  }
}

const asJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, toBase64(value)]),
  ),
  data: toBase64(data),
});

const toBase64 = (bytes: Uint8Array | null | undefined): string =>
  Buffer.from(bytes ?? []).toString('base64');

const refusal =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status } = z
      .object({ status: z.int().min(400).max(499) })
      .catch({ status: 500 })
      .parse(error);
    if (status === 500) log.error({ event: 'codec-server-failed' }, error);
    response.sendStatus(status);
  };
