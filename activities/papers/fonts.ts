import { openSync } from 'fontkit';

/** Carried inside each file, since the fonts that every reader has cannot write all names. They cover Latin with all its accents, Greek, Cyrillic, Hebrew and Arabic. */
export const fonts = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;

const opened = Object.values(fonts).map((file) => openSync(file));

const isDrawn = (character: string): boolean =>
  opened.every(
    (font) => 'hasGlyphForCodePoint' in font && font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );

const numberOf = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Words as they can be drawn. A character that the fonts lack is given by its number: none is lost without a trace. */
export const drawable = (words: string): string =>
  words
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    // Control and invisible formatting characters draw nothing, and can turn what follows about.
    .replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\P{ASCII}/gu, (character) => (isDrawn(character) ? character : numberOf(character)))
    // Places at which a word without end may be broken: to find them itself takes the drawing minutes.
    .replace(/\S{200,}/gu, (word) => word.replace(/.{50}/gu, '$&\u200B'));
