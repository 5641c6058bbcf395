import type { Readable } from 'node:stream';
import yauzl, { type Entry } from 'yauzl';
import type { FileKind } from '../../domain/attached-file';
import { startsAsPdf } from './judge-plain-kinds';

/** What a document of several parts must hold to be what it says. */
const mainPart: Readonly<Partial<Record<FileKind, string>>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'word/document.xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xl/workbook.xml',
  'application/vnd.oasis.opendocument.text': 'content.xml',
};

const macros = 'may carry macros: save it without them, or as a PDF';
const locked = 'is locked by a password: save it anew without one';
const tooMuch = 'unfolds to far more than it seems: save it anew, or as a PDF';
const damaged =
  'is damaged, or holds something else beside what its name says: open it and save it anew, or as a PDF';

/** Programs within a document, by the names that the three kinds give them. */
const programs =
  /(?:^|\/)(?:vbaProject|vbaData|macrosheets|dialogsheets|activeX|Basic|Scripts)(?:[./\d]|$)/iu;

const mostParts = 5_000;
const mostBytes = 200_000_000;
/** Tables shrink well; nothing that somebody wrote shrinks so far. */
const mostTimes = 100;
const alwaysFineBytes = 20_000_000;
/** So much of a part is read as text: the lists of parts are far shorter. */
const lookedAtBytes = 2_000_000;

/** The lists of parts are plain words: signs by their numbers, or letters of two bytes, only hide some from who looks. */
const isDisguised = (text: string): boolean => /&#|\0/u.test(text);

const listed = new Set(['[Content_Types].xml', 'META-INF/manifest.xml']);

/** Unfolds a part and counts it: what it says of its own size need not be true. */
async function unfold(
  stream: Readable,
  kept: number,
  left: number,
): Promise<{ text: string; bytes: number }> {
  let bytes = 0;
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= kept) chunks.push(chunk);
    if (bytes > left) {
      stream.destroy();
      break;
    }
  }
  return { text: Buffer.concat(chunks).toString('utf8'), bytes };
}

/** By what stands in the list of parts, without unfolding any. */
function faultOfParts(entries: readonly Entry[], main: string, size: number): string | null {
  if (entries.some(({ generalPurposeBitFlag: flags }) => (flags & 1) !== 0)) return locked;
  if (entries.some(({ fileName }) => programs.test(fileName))) return macros;
  if (entries.length >= mostParts) return tooMuch;
  const unfolded = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unfolded > mostBytes || (unfolded > alwaysFineBytes && unfolded > mostTimes * size)) return tooMuch;
  const names = entries.map(({ fileName }) => fileName);
  if (new Set(names).size !== names.length || !names.includes(main)) return damaged;
  // In front of the first part something else could stand.
  return Math.min(...entries.map(({ relativeOffsetOfLocalHeader: at }) => at)) === 0 ? null : damaged;
}

/** Why a document that is a zip of parts is not taken, as the end of a sentence; null where it is. */
export async function faultOfPackage(type: FileKind, bytes: Buffer): Promise<string | null> {
  // Nothing stands behind its end, not even a comment.
  if (
    startsAsPdf(bytes) ||
    bytes.toString('latin1', bytes.length - 22, bytes.length - 18) !== 'PK\u0005\u0006'
  )
    return damaged;
  try {
    const zip = await yauzl.fromBufferPromise(bytes);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) if (entries.push(entry) >= mostParts) break;
    const fault = faultOfParts(entries, mainPart[type] ?? '', bytes.length);
    if (fault !== null) return fault;
    let left = mostBytes;
    for (const entry of entries) {
      const kept = listed.has(entry.fileName) ? lookedAtBytes : 0;
      const part = await unfold(await zip.openReadStreamPromise(entry), kept, left);
      left -= part.bytes;
      if (left < 0) return tooMuch;
      if (isDisguised(part.text)) return damaged;
      if (/macroEnabled|vbaProject|vbaData|macrosheet|dialogsheet|activeX/iu.test(part.text)) return macros;
      if (/encryption-data/u.test(part.text)) return locked;
    }
    return null;
  } catch {
    return damaged;
  }
}
