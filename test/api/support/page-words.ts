/** A part of a page that begins with a heading and ends before the next, on one line; empty where it is not there. */
export const sectionOf = (page: string, heading: string): string => {
  const after = page.split(`>${heading}`).slice(1).join(`>${heading}`);
  return after === ''
    ? ''
    : `<h2>${heading}${after.split(/<h2|<\/main>/u)[0] ?? ''}`.replaceAll(/\s+/gu, ' ');
};

/** What a page says, without its tags. */
export const wordsOf = (html: string): string => html.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ');
