/**
 * A file that goes with an answer, as the workflow knows it: an opaque id, SHA-512 in hex and size in bytes of what is kept
 * (which is sealed), and its type. Its name may be somebody's, and is sealed with the words of the answer.
 */
export type AttachedFile = { reference: string; sha512: string; size: number; type: string };

/** The kinds of file that are taken: media type to the letters at the end of a name, and what people call it. */
export const fileKinds = {
  'application/pdf': { endings: ['pdf'], words: 'PDF' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    endings: ['docx'],
    words: 'Word (DOCX)',
  },
  'application/vnd.oasis.opendocument.text': { endings: ['odt'], words: 'OpenDocument text (ODT)' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    endings: ['xlsx'],
    words: 'Excel (XLSX)',
  },
  'image/png': { endings: ['png'], words: 'PNG' },
  'image/jpeg': { endings: ['jpg', 'jpeg'], words: 'JPEG' },
  'text/plain': { endings: ['txt'], words: 'plain text (TXT)' },
} as const satisfies Readonly<Record<string, { endings: readonly string[]; words: string }>>;

export type FileKind = keyof typeof fileKinds;

export const isFileKind = (type: string): type is FileKind => Object.hasOwn(fileKinds, type);

/** Under which the name of a file is sealed beside an answer. No field is called so: their names have no hyphen. */
export const fileNameKey = ({ reference }: Pick<AttachedFile, 'reference'>): string => `file-${reference}`;

/** `3 kB`, `1.4 MB`; as people's own machines count, by thousands. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} bytes`;
  if (bytes < 1_000_000) return `${String(Math.round(bytes / 1000))} kB`;
  return `${String(Math.round(bytes / 100_000) / 10)} MB`;
}

/** By so much what is kept is longer than what was attached: the nonce and the tag of its sealing, in bytes. */
export const sealingBytes = 28;

/** `PDF, 1.4 MB`: the size of what was attached. */
export const kindAndSize = ({ type, size }: Pick<AttachedFile, 'type' | 'size'>): string =>
  `${isFileKind(type) ? fileKinds[type].words : type}, ${sizeInWords(Math.max(0, size - sealingBytes))}`;
