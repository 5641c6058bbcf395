import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { drawable, fonts } from './fonts';

/** One heading with what stands under it: labels with their values. */
export type Section = {
  title: string;
  /** A line under the title. */
  about?: string;
  parts: readonly { heading?: string; rows: readonly { label: string; value: string }[] }[];
};

/** A paper ready to be drawn. */
export type PaperToDraw = {
  /** Shown by readers in place of the file's name: reference and kind, never a name. */
  title: string;
  reference: string;
  heading: string;
  lines: readonly string[];
  partnership: string;
  training: boolean;
  /** The instant, in milliseconds, of which the file says that it was made: the same content makes the same bytes. */
  madeAtMs: number;
  sections: readonly Section[];
};

const margins = { top: 96, bottom: 84, left: 56, right: 56 };
const grey = '#444444';

type Style = { bold?: true; size: number; colour?: string; before?: number };
type Tag = 'H1' | 'H2' | 'H3' | 'P' | 'Lbl' | 'LBody';

/** Draws a paper as a tagged PDF of A4 pages. Text wraps and flows on to further pages; nothing is cut. */
export function drawPaper(paper: PaperToDraw): Promise<Buffer> {
  const { title, partnership, madeAtMs } = paper;
  const doc = new PDFDocument({
    size: 'A4',
    margins,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    font: fonts.regular,
    info: {
      Title: drawable(title),
      Author: drawable(partnership),
      CreationDate: new Date(madeAtMs),
      ModDate: new Date(madeAtMs),
    },
  });
  const bytes = buffer(doc);
  const whole = doc.struct('Document');
  doc.addStructure(whole);
  const pen = penOn(doc);
  pen.text(whole, 'H1', paper.heading, { bold: true, size: 18 });
  for (const line of paper.lines) pen.text(whole, 'P', line, { size: 10.5, before: 4 });
  for (const section of paper.sections) drawSection(doc, pen, whole, section);
  whole.end();
  drawMargins(doc, paper);
  doc.end();
  return bytes;
}

type Element = ReturnType<PDFKit.PDFDocument['struct']>;
type Pen = ReturnType<typeof penOn>;

/** Writes text and tags it. */
const penOn = (doc: PDFKit.PDFDocument) => ({
  /** Goes on to the next page where fewer points are left, so that no heading stands alone at the foot of one. */
  keep(points: number): void {
    if (doc.y > doc.page.height - margins.bottom - points) doc.addPage();
  },
  text(
    within: Element,
    tag: Tag,
    words: string,
    { bold, size, colour = '#000000', before = 0 }: Style,
  ): void {
    if (doc.y > margins.top) doc.y += before;
    const draw = (): void => {
      doc
        .font(bold ? fonts.bold : fonts.regular)
        .fontSize(size)
        .fillColor(colour)
        .text(drawable(words), margins.left, doc.y, { lineGap: 2 });
    };
    within.add(doc.struct(tag, {}, draw));
  },
});

function drawSection(doc: PDFKit.PDFDocument, pen: Pen, whole: Element, section: Section): void {
  pen.keep(110);
  doc.outline.addItem(drawable(section.title));
  const sect = doc.struct('Sect');
  whole.add(sect);
  pen.text(sect, 'H2', section.title, { bold: true, size: 13, before: 18 });
  if (section.about !== undefined) pen.text(sect, 'P', section.about, { size: 9, colour: grey, before: 2 });
  for (const { heading, rows } of section.parts) {
    if (heading !== undefined) {
      pen.keep(90);
      pen.text(sect, 'H3', heading, { bold: true, size: 10.5, before: 10 });
    }
    if (rows.length === 0) continue;
    const list = doc.struct('L');
    sect.add(list);
    for (const { label, value } of rows) {
      pen.keep(50);
      const item = doc.struct('LI');
      list.add(item);
      pen.text(item, 'Lbl', label, { size: 9, colour: grey, before: 7 });
      pen.text(item, 'LBody', value, { size: 10.5, before: 1 });
      item.end();
    }
    list.end();
  }
  sect.end();
}

/** The marking that the forms of D app. 5 and 6 print on every page. */
export const marking = (partnership: string): string =>
  `CONFIDENTIAL - Do not share this document without prior authorisation from ${partnership}`;

/** What stands on every page, which a screen reader passes over. Only now is it known how many pages there are. */
function drawMargins(doc: PDFKit.PDFDocument, { reference, partnership, training }: PaperToDraw): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    const { width, height } = doc.page;
    // Below the margin a text would otherwise begin a page of its own.
    doc.page.margins = { ...margins, top: 0, bottom: 0 };
    const column = { width: width - margins.left - margins.right, lineGap: 1 };
    doc.fillColor(grey).fontSize(8.5);
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Top'] });
    doc
      .font(fonts.regular)
      .text(
        drawable(`${training ? 'TRAINING: not a real case. ' : ''}${partnership}`),
        margins.left,
        36,
        column,
      );
    doc.font(fonts.bold).text(drawable(reference), column);
    doc.endMarkedContent();
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    doc.font(fonts.bold).text(drawable(marking(partnership)), margins.left, height - 66, column);
    doc.font(fonts.regular).text(`Page ${String(index + 1)} of ${String(count)}`, column);
    doc.endMarkedContent();
  }
}
