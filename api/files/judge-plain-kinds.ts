/** Why a file of one of the kinds that are read as they are is not taken, as the end of a sentence; null where it is. */
type Fault = string | null;

const notWhole =
  'is not whole, its end is missing: save it anew from where you have it, or ask for it to be sent again';
const twoKinds = 'holds something else beside what its name says: open it and save it anew';

/** Where a zip ends; a file that is none and has it near its end is two kinds at once. */
const endOfZip = Buffer.from('PK\u0005\u0006', 'latin1');
/** A comment of a zip is no longer, so its end is not further from the end of the file. */
const zipTail = 65_557;
const headBytes = 1_024;

const endsAsZip = (bytes: Buffer): boolean =>
  bytes.subarray(Math.max(0, bytes.length - zipTail)).includes(endOfZip);

/** A reader of PDF takes a file as such where the mark is within its first bytes. */
export const startsAsPdf = (bytes: Buffer): boolean => bytes.subarray(0, headBytes).includes('%PDF-');

export function faultOfPdf(bytes: Buffer): Fault {
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-')) || endsAsZip(bytes)) return twoKinds;
  if (!bytes.subarray(-headBytes).includes('%%EOF')) return notWhole;
  // Stands in the open in every PDF that has it, at its trailer.
  if (/\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/u.test(bytes.toString('latin1')))
    return 'is locked by a password: save it anew without one';
  return null;
}

/** A picture ends where it says; only what a telephone's camera adds may stand behind. */
export function faultOfPicture(type: 'image/png' | 'image/jpeg', bytes: Buffer): Fault {
  if (startsAsPdf(bytes) || endsAsZip(bytes)) return twoKinds;
  if (type === 'image/jpeg') return bytes.includes(Buffer.from([0xff, 0xd9])) ? null : notWhole;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const isEnd = bytes.toString('latin1', at + 4, at + 8) === 'IEND';
    at += 12 + bytes.readUInt32BE(at);
    if (isEnd) return at === bytes.length ? null : twoKinds;
  }
  return notWhole;
}

/** Text is what reads as UTF-8, without the signs that only programs use. */
export function faultOfText(bytes: Buffer): Fault {
  if (startsAsPdf(bytes) || endsAsZip(bytes)) return twoKinds;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'does not read as text: save it anew as UTF-8, or as a PDF';
  }
  return /[^\P{Cc}\n\r\t\f]/u.test(text) ? 'does not read as text: save it anew as UTF-8, or as a PDF' : null;
}
