import { fileTypeFromBuffer } from 'file-type/node';
import { fileKinds, isFileKind, type FileKind } from '../../domain/attached-file';
import { endingOf } from './file-name';
import { faultOfPicture, faultOfPdf, faultOfText } from './judge-plain-kinds';
import { faultOfPackage } from './judge-package';

/** What a file is by its name and its content, which must agree; or why it is not taken, as the end of a sentence about it. */
export type Judgement = { type: FileKind } | { refused: string };

const kindOfEnding = (ending: string): FileKind | undefined =>
  (Object.keys(fileKinds) as FileKind[]).find((type) =>
    (fileKinds[type].endings as readonly string[]).includes(ending),
  );

export const takenKinds = Object.values(fileKinds)
  .map(({ words }) => words)
  .join(', ');

/** What older, macro-carrying and locked documents are, so that the sentence says what to do. */
const refusedKinds: readonly (readonly [RegExp, string])[] = [
  [/macroenabled/i, 'may carry macros: save it without them, or as a PDF'],
  [
    /^application\/x-cfb$/,
    'is locked by a password, or of an older kind: save it anew without one, or as a PDF',
  ],
];

/** That the content is not what the name says, and how that is mended. */
function notAsNamed(named: FileKind, found: string | undefined): string {
  const again = `open it and save it again as ${fileKinds[named].words}`;
  return found !== undefined && isFileKind(found)
    ? `is ${fileKinds[found].words} by its content, and not what its name says: ${again}, or give it the ending .${fileKinds[found].endings[0]}`
    : `is not ${fileKinds[named].words} by its content, though its name says so: ${again}`;
}

const faultOf = (type: FileKind, bytes: Buffer): string | null | Promise<string | null> => {
  switch (type) {
    case 'application/pdf':
      return faultOfPdf(bytes);
    case 'image/png':
    case 'image/jpeg':
      return faultOfPicture(type, bytes);
    case 'text/plain':
      return faultOfText(bytes);
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
    case 'application/vnd.oasis.opendocument.text':
    case 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
      return faultOfPackage(type, bytes);
  }
};

/** Judges a file by its content; its name only has to agree. Never throws for what is in it. */
export async function judgeFile(name: string, bytes: Buffer): Promise<Judgement> {
  if (bytes.length === 0) return { refused: 'is empty: open it, and save it with what it is to hold' };
  const named = kindOfEnding(endingOf(name));
  if (named === undefined)
    return { refused: `is of a kind that is not taken here: save it anew as one of ${takenKinds}` };
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  const known = refusedKinds.find(([kind]) => found !== undefined && kind.test(found));
  if (known !== undefined) return { refused: known[1] };
  // Text has no mark of its own: what is nothing else may be text.
  const type = found ?? 'text/plain';
  if (type !== named) return { refused: notAsNamed(named, found) };
  const fault = await faultOf(named, bytes);
  return fault === null ? { type: named } : { refused: fault };
}
