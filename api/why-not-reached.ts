import type { CaseView, DutyState } from '../domain/case-view';
import { momentInWords } from '../domain/dates-in-words';
import { partOf, theParts, type AgencyTitles } from '../domain/parts-in-words';
import type { LetterRecord } from '../domain/record';

type About = { state: DutyState; view: Pick<CaseView, 'duties' | 'letters'> };
type Told = About & { agencies: AgencyTitles };

const lettersOf = ({ state, view }: About): LetterRecord[] =>
  view.letters.filter(
    ({ duty, instance, round }) =>
      duty === state.duty && instance === state.instance && round === state.round,
  );

/** The letters of a notice itself, without reminders about it. */
export const noticesOf = (about: About): LetterRecord[] =>
  lettersOf(about).filter(({ kind }) => kind === 'notice');

const isAskedOfUnit = ({ view }: About, duty: string, instance: string): boolean =>
  view.duties.some((one) => one.duty === duty && one.instance === instance && one.state === 'open');

/** Of whom the directory names nobody, so that nobody has been asked or told. */
export function unfilledInWords({ state, view, agencies }: Told): string[] {
  const filled = state.addressees.map(partOf);
  const unfilled = state.awaited.filter((part) => !filled.includes(part));
  if (unfilled.length === 0) return [];
  const { duty, instance, round } = state;
  const isAsked = unfilled.some((part) =>
    isAskedOfUnit({ state, view }, 'role-unfilled', [duty, instance, round, part].join('/')),
  );
  const who = `nobody is named in the directory for ${theParts(unfilled, agencies)}`;
  return [isAsked ? `${who}, and the business unit is asked who it is` : who];
}

const hasReached = ({ state }: LetterRecord): boolean => state === 'accepted' || state === 'sent-otherwise';

/** The latest letter to each who is waited for and whom none has reached. */
function unreached(about: About): LetterRecord[] {
  const letters = lettersOf(about).filter(({ kind }) => about.state.kind === 'question' || kind === 'notice');
  return about.state.awaited.flatMap((part) => {
    const own = letters.filter(({ to }) => partOf(to) === part);
    return own.some(hasReached) ? [] : (own.at(-1) ?? []);
  });
}

/** An attempt broke off at its end and nothing more came of it; one that the mail server refused is not there. */
const isPerhapsThere = ({ state, possiblySentTwice }: LetterRecord): boolean =>
  possiblySentTwice && state !== 'refused';

/** Why somebody who is waited for may not know of it: a letter that is tried again, or that did not arrive. */
export function lettersInWords({ state, view, agencies }: Told): string[] {
  const about = { state, view };
  const letters = unreached(about);
  const those = (some: readonly LetterRecord[]): string => {
    const whom = theParts(
      some.map((letter) => partOf(letter.to)),
      agencies,
    );
    const to = some.length === state.awaited.length ? '' : ` to ${whom}`;
    return `the letter${some.length === 1 ? '' : 's'}${to}`;
  };
  const are = (some: readonly LetterRecord[]): string => (some.length === 1 ? 'is' : 'are');
  const tried = (some: readonly LetterRecord[], how: string): string[] => {
    if (some.length === 0) return [];
    const untilMs = Math.max(...some.map(({ retryUntilMs }) => retryUntilMs ?? 0));
    return [`${those(some)} ${how} tried again${untilMs > 0 ? ` until ${momentInWords(untilMs)}` : ''}`];
  };
  const retrying = letters.filter((letter) => letter.state === 'retrying');
  const perhaps = retrying.filter(isPerhapsThere);
  const not = retrying.filter((letter) => !isPerhapsThere(letter));
  const failed = letters.filter((letter) => letter.state === 'refused' || letter.state === 'given-up');
  const lost = failed.filter((letter) => !isPerhapsThere(letter));
  const asked = failed.some(({ id }) => isAskedOfUnit(about, 'letter-undelivered', id))
    ? ', and the business unit is asked what is to be done'
    : '';
  const ended = (some: readonly LetterRecord[], how: string): string[] =>
    some.length === 0 ? [] : [`${those(some)} ${how}, and ${are(some)} not tried again${asked}`];
  return [
    ...tried(perhaps, `may have arrived, and ${are(perhaps)}`),
    ...tried(not, `${are(not)} not delivered yet and`),
    ...ended(failed.filter(isPerhapsThere), 'may have arrived'),
    ...ended(lost, `${are(lost)} not delivered`),
  ];
}
