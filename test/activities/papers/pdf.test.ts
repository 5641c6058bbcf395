import { drawable } from '../../../activities/papers/fonts';
import { drawPaper, marking, type PaperToDraw } from '../../../activities/papers/pdf';
import { pagesOf } from '../../support/pdf-text';

const partnership = 'Exampleshire Safeguarding Children Partnership';
const paper = (over: Partial<PaperToDraw> = {}): PaperToDraw => ({
  title: 'SI-2026-7K3Q: Copy for information: notification',
  reference: 'SI-2026-7K3Q',
  heading: 'Copy for information: notification',
  lines: ['As the record stood on 14 December 2026 at 09:12.'],
  partnership,
  training: false,
  madeAtMs: Date.UTC(2026, 11, 14, 9, 12),
  sections: [
    { title: 'The report of the incident', parts: [{ rows: [{ label: 'What happened?', value: 'Words' }] }] },
  ],
  ...over,
});
const withValue = (value: string): PaperToDraw =>
  paper({ sections: [{ title: 'Report', parts: [{ rows: [{ label: 'Label', value }] }] }] });

describe('A paper drawn as a PDF', () => {
  it('stands under its headings, with partnership, reference, marking and number on every page', async () => {
    const value = 'A sentence of the report. '.repeat(600);
    const pages = pagesOf(await drawPaper(withValue(value)));
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(partnership);
      expect(page).toContain('SI-2026-7K3Q');
      expect(page).toContain(marking(partnership));
      expect(page).toContain(`Page ${String(index + 1)} of ${String(pages.length)}`);
      expect(page).not.toContain('TRAINING');
    }
    expect(pages[0]).toMatch(
      /^Copy for information: notification As the record stood.* Report Label A sentence/,
    );
  });

  it('cuts nothing: neither a text over many pages nor a word wider than one', async () => {
    const numbered = Array.from({ length: 4_000 }, (_, index) => `w${String(index)}`);
    const text = pagesOf(await drawPaper(withValue(numbered.join(' ')))).join(' ');
    expect(numbered.filter((word) => !text.split(' ').includes(word))).toEqual([]);
    const wide = 'ä'.repeat(20_000);
    const pages = pagesOf(await drawPaper(withValue(wide))).join('');
    expect(pages.match(/ä/g)).toHaveLength(20_000);
  });

  it.each([
    'Łucja Đorđević',
    'Siân Ní Bhriain',
    'Şahin Ğül',
    'Ólafur Þórðarson',
    'Nguyễn Thị Ánh',
    'Дмитро',
    'Αλέξης',
  ])('writes %s', async (name) => {
    expect((await drawPaper(withValue(name)).then(pagesOf))[0]).toContain(`Label ${name} `);
  });

  it('gives a character that its fonts lack by number, and draws nothing invisible', () => {
    expect(drawable('李 a\u202Eb\u0007c\r\nd\te')).toBe('[U+674E] abc\nd    e');
  });

  it('is marked as training in a rehearsal', async () => {
    expect(pagesOf(await drawPaper(paper({ training: true })))[0]).toContain('TRAINING: not a real case.');
  });

  it('is tagged, titled and in English, and made of the same bytes each time', async () => {
    const bytes = await drawPaper(paper());
    expect(bytes.equals(await drawPaper(paper()))).toBe(true);
    const text = bytes.toString('latin1');
    for (const mark of ['/Marked true', '/StructTreeRoot', '/Lang (en-GB)', '/DisplayDocTitle true'])
      expect(text).toContain(mark);
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(text).toContain('(SI-2026-7K3Q: Copy for information: notification)');
    expect(text).toContain('D:20261214091200Z');
    for (const tag of ['H1', 'H2', 'Lbl', 'LBody']) expect(text).toContain(`/S /${tag}\n`);
    expect(text).not.toMatch(/Helvetica|Times/);
  });
});
