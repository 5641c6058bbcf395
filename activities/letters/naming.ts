import type { LetterOrder } from '../../domain/letter';
import { noticeWords } from '../../domain/notice-words';
import { namingAgency, type AgencyTitles } from '../../domain/parts-in-words';
import { anotherShortly } from './another';
import { questionWords } from './questions';

/** What a letter is about, in the few words of a subject. */
export function aboutOf(order: LetterOrder, agencies: AgencyTitles): string {
  const { duty, to, owedBy, about } = order;
  if (duty.kind === 'notice') {
    const words = noticeWords(duty.duty, duty.title);
    return (to.recipient === 'business-unit' ? words.aboutForUnit : undefined) ?? words.about;
  }
  const words = questionWords(duty.duty).about;
  if (about !== undefined) return `${words}: ${anotherShortly(about, agencies)}`;
  return owedBy === undefined ? words : namingAgency(words, duty.instance, agencies);
}

/** The duty's title, as its reader has to understand it. */
export const titleOf = ({ duty, owedBy }: LetterOrder, agencies: AgencyTitles): string =>
  owedBy === undefined ? duty.title : namingAgency(duty.title, duty.instance, agencies);
