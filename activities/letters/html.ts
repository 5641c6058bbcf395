/** Markup that is safe to print: whatever was put into it has been escaped. */
export class Html {
  constructor(readonly markup: string) {}
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Printable = string | number | Html | readonly Html[];

const print = (value: Printable): string => {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(({ markup }) => markup).join('\n');
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? '');
};

/** A template in which every value is escaped, unless it is `Html` itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly Printable[]): Html =>
  new Html(parts.reduce((markup, part, index) => markup + print(values[index - 1] ?? '') + part));
