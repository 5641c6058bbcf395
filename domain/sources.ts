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
  return section.length === 0 ? document : `${document}, section ${section.join(' ')}`;
}
