import type { AboutAnother, LetterOrder } from '../../domain/letter';
import { noticeWords } from '../../domain/notice-words';
import { partInWords, thePart, type AgencyTitles } from '../../domain/parts-in-words';
import { questionWords } from './questions';

/** `police partner, notification threshold`: so that two letters of the kind can be told apart by their subjects. */
export function anotherShortly({ duty, kind, title, part }: AboutAnother, agencies: AgencyTitles): string {
  const about = kind === 'notice' ? noticeWords(duty, title).about : questionWords(duty).about;
  return [...(part === undefined ? [] : [partInWords(part, agencies)]), about].join(', ');
}

const checkAddress =
  'Whoever has the address that you enter can open what the letter leads to: please check it letter by letter.';

/** What is to be put right, and what to take care of, where a duty is about another one. */
export function aboutAnother({ duty, about }: LetterOrder, agencies: AgencyTitles): string[] {
  if (about === undefined) return [];
  const { kind, title, part, response } = about;
  if (part === undefined) return [`The date of “${title}” cannot be worked out.`];
  const who = thePart(part, agencies);
  if (duty.duty === 'role-unfilled') {
    const is = kind === 'question' ? 'is to answer' : 'is to be written to about';
    return [`The directory names nobody as ${who}, who ${is} “${title}”.`, checkAddress];
  }
  return [
    `The letter to ${who} about “${title}” could not be delivered.`,
    ...(response === undefined ? [] : [`What came back: “${response}”.`]),
    checkAddress,
  ];
}
