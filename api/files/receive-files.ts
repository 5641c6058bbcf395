import type { Request, RequestHandler } from 'express';
import multer, { type StorageEngine } from 'multer';
import type { Services } from '../services';

/** A file as it was sent, held in memory. `tooLarge`: more came than one may have, and was let go. */
export type SentFile = { name: string; bytes: Buffer; tooLarge: boolean };

/** Under which a form sends files, and under which a page carries on that some were sent with it and are not kept. */
export const uploadName = 'upload';
export const lostName = 'upload-lost';

const sent = new WeakMap<Request, SentFile[]>();

/** What came with this very request; nothing of it outlives the request. */
export const filesSentWith = (request: Request): readonly SentFile[] => sent.get(request) ?? [];

/** Beyond a limit somebody chose a wrong file, and is told; beyond this many times it somebody means harm. */
const patience = 10;

const limitsOfFiles: readonly multer.ErrorCode[] = [
  'LIMIT_FILE_SIZE',
  'LIMIT_FILE_COUNT',
  'LIMIT_PART_COUNT',
];

/** Keeps what is within the limits, and reads the rest to its end without keeping it: the fields of the form arrive all the same. */
const storage = ({ files }: Services['settings']): StorageEngine => ({
  _handleFile(request, { originalname, stream }, done) {
    const list = sent.get(request) ?? [];
    sent.set(request, list);
    const together = list.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const most = Math.min(files.maxBytes, files.maxBytesTogether - together);
    const file = { name: originalname, bytes: Buffer.alloc(0), tooLarge: false };
    list.push(file);
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) {
        file.tooLarge = true;
        chunks.length = 0;
      }
      if (!file.tooLarge) chunks.push(chunk);
    });
    stream.on('error', done);
    stream.on('end', () => {
      file.bytes = Buffer.concat(chunks);
      done(null, {});
    });
  },
  _removeFile(request, _file, done) {
    sent.delete(request);
    done(null);
  },
});

/**
 * Reads a form that carries files. They are kept only from somebody who is known and has the form's own token, which
 * stands before them in it; of whoever else only the fields are read. `isKnown` says the first, `hasToken` the second.
 */
export function receiveFiles(
  services: Services,
  isKnown: (request: Request) => boolean,
  hasToken: (request: Request) => boolean,
): RequestHandler {
  const { files } = services.settings;
  const receive = multer({
    storage: storage(services.settings),
    limits: {
      fieldNameSize: 100,
      fieldSize: 200_000,
      fields: 500,
      files: patience * files.maxFiles,
      fileSize: patience * files.maxBytes,
      parts: 500 + patience * files.maxFiles,
      headerPairs: 20,
    },
    defParamCharset: 'utf8',
    fileFilter(request, _file, take) {
      Object.assign(request.body as object, { [lostName]: 'yes' });
      take(null, isKnown(request) && hasToken(request));
    },
  }).array(uploadName);
  return (request, response, next) => {
    if (request.is('multipart/form-data') === false) {
      next();
      return;
    }
    receive(request, response, (error?: unknown) => {
      if (error === undefined || error === null) {
        // Multer's has no prototype, and a list for a name that comes twice.
        request.body = { ...(request.body as object) };
        next();
        return;
      }
      sent.delete(request);
      const limit = error instanceof multer.MulterError ? error.code : null;
      const status = limit === null ? 400 : 413;
      const isOfFiles = limit !== null && limitsOfFiles.includes(limit);
      next(Object.assign(new Error('A form with files could not be read.'), { status, isOfFiles }));
    });
  };
}
