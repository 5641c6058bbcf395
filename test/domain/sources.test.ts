import { citationsInWords, sourceInWords } from '../../domain/sources';
import { citeSource } from '../../domain/duty';

describe('a source in words', () => {
  it.each([
    ['D 5.1', 'the Child Safeguarding Practice Review procedure, section 5.1'],
    ['D app. 5', 'the Child Safeguarding Practice Review procedure, appendix 5'],
    ['Panel guidance 2025', 'Panel guidance 2025'],
    ['local', 'the partnership’s own rule'],
  ])('%s', (source, words) => {
    expect(sourceInWords(source)).toBe(words);
  });

  it.each([
    [{ document: 'Children Act 2004', section: '16C(1)' }, 'Children Act 2004, section 16C(1)'],
    [{ document: 'SI 2018/789', section: 'reg 11' }, 'SI 2018/789, reg 11'],
    [{ document: 'D', section: '8.9' }, 'D 8.9'],
  ])('%j', (source, words) => {
    expect(citeSource(source)).toBe(words);
  });
});

describe('what is cited within a sentence', () => {
  it.each([
    ['Every agency is asked (D 8.4).', 'Every agency is asked (section 8.4 of the procedure).'],
    ['It goes to them (D 8.7-8.9).', 'It goes to them (sections 8.7 to 8.9 of the procedure).'],
    ['Shared (D 7.9, 14.1).', 'Shared (sections 7.9, 14.1 of the procedure).'],
    ['A local rule, for D 20.2 names none.', 'A local rule, for section 20.2 of the procedure names none.'],
    [
      'Before anything is learned (P 1.2).',
      'Before anything is learned (section 1.2 of the procedure for Serious Case Reviews and other audits).',
    ],
    ['D 10.3', 'section 10.3 of the procedure'],
    ['Section 10.5 is silent.', 'Section 10.5 is silent.'],
    ['Children Act 2004, section 16C(1)', 'Children Act 2004, section 16C(1)'],
  ])('%s', (text, words) => {
    expect(citationsInWords(text)).toBe(words);
  });
});
