/** Characters that are not seen, or turn the direction of writing: a name must read as it is. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

const longest = 120;

/** The name of a file as a person gave it, without folders and without what cannot be seen; never empty. */
export function tidyFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const name = last
    .replaceAll(unseen, '')
    .replaceAll(/[<>:"|?*]/gu, '_')
    .trim()
    .replace(/^\.+/u, '');
  if (name === '') return 'file';
  const ending = endingOf(name);
  const letters = Array.from(name);
  return letters.length <= longest
    ? name
    : `${letters.slice(0, longest - ending.length - 2).join('')}….${ending}`;
}

/** `pdf` of `Report.PDF`; empty where there is none. */
export const endingOf = (name: string): string =>
  /\.([A-Za-z0-9]{1,8})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
