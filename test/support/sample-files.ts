import { buffer } from 'node:stream/consumers';
import { deflateSync, crc32 } from 'node:zlib';
import yazl from 'yazl';

/** Small files as the programs of this world write them, made here so that each test says what is in them. */

export const zipOf = (parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
};

/** The list of a document's parts: its main one, and what else is named. */
const types = (main: string, more = ''): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="${main}"/>${more}</Types>`;

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** The list of parts of a Word document with one more, of this type. */
export const typesOf = (more: string): string =>
  types(word, `<Override PartName="/y" ContentType="${more}"/>`);

export const docx = (more: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> =>
  zipOf({ '[Content_Types].xml': types(word), 'word/document.xml': '<w:document/>', ...more });

export const xlsx = (more: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> =>
  zipOf({ '[Content_Types].xml': types(excel), 'xl/workbook.xml': '<workbook/>', ...more });

export const docm = (): Promise<Buffer> =>
  zipOf({
    '[Content_Types].xml': types('application/vnd.ms-word.document.macroEnabled.main+xml'),
    'word/document.xml': '<w:document/>',
  });

export const odt = (more: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from('application/vnd.oasis.opendocument.text'), 'mimetype', { compress: false });
  for (const [name, content] of Object.entries({ 'content.xml': '<office:document-content/>', ...more }))
    zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
};

export const pdf = (words = 'Canary', trailer = ''): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n% ${words}\ntrailer\n<</Root 1 0 R${trailer}>>\n%%EOF\n`,
  );

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

export const png = (): Buffer => {
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

export const jpeg = (): Buffer =>
  Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb0043000101ffd9', 'hex');

/** Known to every scanner, and harmless. In two parts, so that none takes this file for it. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);
