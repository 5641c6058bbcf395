import { judgeFile } from '../../../api/files/judge-file';
import { docm, docx, eicar, jpeg, odt, pdf, png, xlsx, typesOf, zipOf } from '../../support/sample-files';

const text = (words: string): Buffer => Buffer.from(words);

describe('a file that is taken', () => {
  it.each([
    ['Report.PDF', pdf(), 'application/pdf'],
    ['a.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.xlsx', xlsx(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.odt', odt(), 'application/vnd.oasis.opendocument.text'],
    ['a.png', png(), 'image/png'],
    ['a.jpeg', jpeg(), 'image/jpeg'],
    ['a.jpg', Buffer.concat([jpeg(), Buffer.from('what a camera adds')]), 'image/jpeg'],
    ['a.txt', text('Minutes\r\n\tof the meeting – £5'), 'text/plain'],
    ['eicar.txt', eicar, 'text/plain'],
  ])('is what its name says by its content: %s', async (name, bytes, type) => {
    expect(await judgeFile(name, await bytes)).toEqual({ type });
  });

  it('may hold tables that shrink well', async () => {
    const sheet = Array.from(
      { length: 20_000 },
      (_, row) => `<c r="A${String(row)}"><v>${String(row * 7)}</v></c>`,
    );
    const bytes = await xlsx({ 'xl/worksheets/sheet1.xml': sheet.join('') });
    expect(await judgeFile('a.xlsx', bytes)).toHaveProperty('type');
  });
});

describe('a file that is refused', () => {
  const both = async (one: Buffer | Promise<Buffer>, other: Buffer | Promise<Buffer>): Promise<Buffer> =>
    Buffer.concat([await one, await other]);
  const flagged = async (): Promise<Buffer> => {
    const bytes = await docx();
    // The flag of an entry under a password, in the list of parts.
    const at = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
    return bytes;
  };
  const lying = async (): Promise<Buffer> => {
    const bytes = await docx({ 'word/media/a.xml': Buffer.alloc(3_000_000) });
    const at = bytes.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt32LE(10, at + 24);
    return bytes;
  };
  it.each([
    ['empty', 'a.pdf', Buffer.alloc(0), /is empty/],
    ['a program', 'a.exe', text('MZ'), /kind that is not taken/],
    ['a second ending', 'a.pdf.exe', pdf(), /kind that is not taken/],
    ['no ending', 'report', pdf(), /kind that is not taken/],
    [
      'a picture named as PDF',
      'a.pdf',
      png(),
      /is PNG by its content.*open it and save it again as PDF, or give it the ending \.png$/,
    ],
    [
      'a page of the web named as PDF',
      'a.pdf',
      text('<html><script>'),
      /is not PDF by its content.*: open it and save it again as PDF$/,
    ],
    ['Word named as Excel', 'a.xlsx', docx(), /is Word \(DOCX\) by its content.*give it the ending \.docx$/],
    ['a zip named as Word', 'a.docx', zipOf({ 'a.txt': 'a' }), /is not Word \(DOCX\)/],
    [
      'macros in a part of another name',
      'a.docx',
      docx({
        '[Content_Types].xml': typesOf('application/vnd.ms-office.vbaProject'),
        'word/anything.bin': 'x',
      }),
      /may carry macros/,
    ],
    [
      'a list of parts that hides letters',
      'a.docx',
      docx({ '[Content_Types].xml': typesOf('application/vnd.ms-word.document.macro&#69;nabled.main+xml') }),
      /damaged/,
    ],
    ['macros by its type', 'a.docx', docm(), /may carry macros/],
    ['macros by a part', 'a.docx', docx({ 'word/vbaProject.bin': 'x' }), /may carry macros/],
    ['macros of old Excel', 'a.xlsx', xlsx({ 'xl/macrosheets/sheet1.xml': 'x' }), /may carry macros/],
    ['macros of OpenDocument', 'a.odt', odt({ 'Basic/Standard/Module1.xml': 'x' }), /may carry macros/],
    [
      'an older or locked document',
      'a.docx',
      both(Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)),
      /locked by a password, or of an older kind/,
    ],
    ['a locked zip', 'a.docx', flagged(), /locked by a password/],
    [
      'a locked OpenDocument',
      'a.odt',
      odt({ 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      /locked by a password/,
    ],
    ['a locked PDF', 'a.pdf', pdf('', '/Encrypt 5 0 R'), /locked by a password/],
    ['a bomb', 'a.docx', docx({ 'word/media/a.xml': Buffer.alloc(30_000_000) }), /unfolds to far more/],
    ['a bomb that lies about its size', 'a.docx', lying(), /damaged/],
    ['half a PDF', 'a.pdf', pdf().subarray(0, 40), /its end is missing/],
    ['PDF and zip', 'a.pdf', both(pdf(), docx()), /something else beside/],
    ['PDF and zip, PDF at the end again', 'a.pdf', both(both(pdf(), docx()), pdf()), /something else beside/],
    ['zip and something', 'a.docx', both(docx(), text('<script>')), /something else beside/],
    [
      'PDF within the head of a zip',
      'a.docx',
      zipOf({ '%PDF-1.7': '', '[Content_Types].xml': 'x' }),
      /is not Word|something else/,
    ],
    ['PNG and zip', 'a.png', both(png(), docx()), /something else beside/],
    ['PNG and script', 'a.png', both(png(), text('<script>')), /something else beside/],
    ['JPEG and zip', 'a.jpg', both(jpeg(), docx()), /something else beside/],
    ['text that is none', 'a.txt', Buffer.from([0x41, 0, 0x42]), /does not read as text/],
    ['text in another coding', 'a.txt', Buffer.from([0x41, 0xe9, 0x42]), /does not read as text/],
  ])('is said to be so: %s', async (_, name, bytes, words) => {
    const judged = await judgeFile(name, await bytes);
    expect('refused' in judged ? judged.refused : judged).toMatch(words);
  });
});
