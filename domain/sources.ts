/** The texts that the tags of docs/sources.md stand for, as people outside know them. */
const documents: Readonly<Record<string, string>> = {
  D: 'the Child Safeguarding Practice Review procedure',
  P: 'the procedure for Serious Case Reviews and other audits',
  L: 'the guidance on learning reviews',
  O: 'the guidance on undertaking a serious case review',
  B: 'the guidance on learning from practice',
};

/** `the Child Safeguarding Practice Review procedure, section 5.1`, from `D 5.1`; a text without a tag is its own title. */
export function sourceInWords(source: string): string {
  const [tag = '', ...section] = source.split(' ');
  if (source === 'local') return 'the partnership’s own rule';
  if (!Object.hasOwn(documents, tag)) return source;
  const document = documents[tag] ?? source;
  if (section.length === 0) return document;
  const [first, ...rest] = section;
  return first === 'app.'
    ? `${document}, appendix ${rest.join(' ')}`
    : `${document}, section ${section.join(' ')}`;
}

const sections = /\b([DPLOB]) (\d+(?:\.\d+)*)((?:(?:, |-)\d+(?:\.\d+)*)*)/gu;

/** Sentences without tags: `(sections 8.7 to 8.9 of the procedure)`, from `(D 8.7-8.9)`. */
export const citationsInWords = (text: string): string =>
  text.replaceAll(sections, (_, tag: string, first: string, more: string) => {
    const document = tag === 'D' ? 'the procedure' : (documents[tag] ?? tag);
    return `section${more === '' ? '' : 's'} ${first}${more.replaceAll('-', ' to ')} of ${document}`;
  });
