import { isRecipient, recipientInWords, theRecipient } from './dates-in-words';
import type { Actor } from './record';

/** Titles of agencies, by their ids. */
export type AgencyTitles = Readonly<Record<string, string>>;

/** Which part of a duty somebody is: a role, or `agency-lead:AGENCY`. */
export const partOf = ({ recipient, agency }: Pick<Actor, 'recipient' | 'agency'>): string =>
  recipient === 'agency-lead' ? `agency-lead:${agency ?? ''}` : recipient;

/** `police partner`, or `safeguarding lead of Exampleshire Housing`, from a part of a duty; never an id. */
export function partInWords(part: string, agencies: AgencyTitles): string {
  const [recipient = '', agency = ''] = part.split(':');
  if (recipient === 'agency-lead' && Object.hasOwn(agencies, agency))
    return `safeguarding lead of ${agencies[agency] ?? ''}`;
  return isRecipient(recipient) ? recipientInWords(recipient) : 'somebody else';
}

/** The same with its article, where it has one. */
export function thePart(part: string, agencies: AgencyTitles): string {
  const [recipient = ''] = part.split(':');
  if (recipient === 'agency-lead') return `the ${partInWords(part, agencies)}`;
  return isRecipient(recipient) ? theRecipient(recipient) : 'somebody else';
}

const all = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `the health partner, the police partner and the scrutineer`. */
export function theParts(parts: readonly string[], agencies: AgencyTitles): string {
  return all.format(parts.map((part) => thePart(part, agencies)));
}

/** What an agency is asked, as others read it: of each of several agencies it is asked in the same words. */
export const namingAgency = (words: string, instance: string, agencies: AgencyTitles): string =>
  words.replaceAll(
    'your agency',
    Object.hasOwn(agencies, instance) ? (agencies[instance] ?? '') : 'an agency',
  );
