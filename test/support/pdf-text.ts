import { inflateSync } from 'node:zlib';

// Reads back what our own files say: streams, the tables that turn glyphs into characters, and the text that is shown.
// No general reader of PDF; it knows what pdfkit writes, and nothing of what we write it with.

type Objects = Map<string, { head: string; stream: Buffer | null }>;

const objectsOf = (pdf: Buffer): Objects => {
  const text = pdf.toString('latin1');
  const objects: Objects = new Map();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const id = match[1] ?? '';
    const start = match.index + match[0].length;
    const length = /^<<[\s\S]*?\/Length (\d+)/.exec(text.slice(start, start + 2_000))?.[1];
    const streamAt = text.indexOf('stream\n', start);
    const endAt = text.indexOf('endobj', start);
    if (streamAt < 0 || streamAt > endAt || length === undefined) {
      objects.set(id, { head: text.slice(start, endAt), stream: null });
      continue;
    }
    const head = text.slice(start, streamAt);
    const raw = pdf.subarray(streamAt + 7, streamAt + 7 + Number(length));
    objects.set(id, { head, stream: head.includes('/FlateDecode') ? inflateSync(raw) : raw });
  }
  return objects;
};

const charactersOf = (hex: string): string =>
  Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');

/** Glyph to characters, of a font. */
const tableOf = (cmap: string): Map<number, string> => {
  const table = new Map<number, string>();
  for (const [, range = ''] of cmap.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from = '', , list = ''] of range.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g))
      [...list.matchAll(/<([\w ]+)>/g)].forEach(([, hex = ''], index) => {
        table.set(parseInt(from, 16) + index, charactersOf(hex));
      });
  return table;
};

/** The text of each page, in the order in which it is drawn, with its white space made single. */
export const pagesOf = (pdf: Buffer): string[] => {
  const objects = objectsOf(pdf);
  const at = (reference: string | undefined) => objects.get(reference?.split(' ')[0] ?? '');
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\n/.test(head));
  return pages.map(({ head }) => {
    const resources = at(/\/Resources (\d+ 0 R)/.exec(head)?.[1])?.head ?? '';
    const fonts = new Map<string, Map<number, string>>();
    for (const [, name = '', font] of resources.matchAll(/\/(F\d+) (\d+ 0 R)/g)) {
      const unicode = /\/ToUnicode (\d+ 0 R)/.exec(at(font)?.head ?? '')?.[1];
      fonts.set(name, tableOf(at(unicode)?.stream?.toString('latin1') ?? ''));
    }
    const drawn = at(/\/Contents (\d+ 0 R)/.exec(head)?.[1])?.stream?.toString('latin1') ?? '';
    let table = new Map<number, string>();
    let text = '';
    for (const [, font, shown] of drawn.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font !== undefined) table = fonts.get(font) ?? new Map<number, string>();
      else {
        for (const [, hex = ''] of (shown ?? '').matchAll(/<(\w+)>/g))
          for (const glyph of hex.match(/.{4}/g) ?? []) text += table.get(parseInt(glyph, 16)) ?? '?';
        text += '\n';
      }
    }
    return text.replace(/\s+/g, ' ').trim();
  });
};
