import type { CaseView, DutyState } from '../domain/case-view';
import type { Field } from '../domain/duty';
import { dayInWords, recipientInWords } from '../domain/dates-in-words';
import { letterStateInWords, sentenceOf } from '../domain/sentences';
import { askedOf, type Asked } from './asked';
import { mayDo, staffRoles } from '../domain/permissions';
import type { Services, SignedIn } from './services';

const staff = Object.entries(staffRoles) as [
  keyof typeof staffRoles,
  (typeof staffRoles)[keyof typeof staffRoles],
][];

/** The role in which somebody signed in may answer a duty on the case's own page; null where they may not. */
export function staffRoleFor(state: DutyState, signedIn: SignedIn): keyof typeof staffRoles | null {
  if (state.kind !== 'question' || state.state !== 'open') return null;
  const found = staff.find(
    ([role, action]) => state.parts.includes(role) && signedIn.roles.includes(role) && mayDo([role], action),
  );
  return found?.[0] ?? null;
}

const shortened = (words: string): string => (words.length > 110 ? `${words.slice(0, 107)}…` : words);

/** What a field can name, where only the case or the directory knows it: an entry, a letter, a person. */
function optionsFor(
  field: Field,
  duty: string,
  view: CaseView,
  services: Services,
): Readonly<Record<string, string>> | null {
  if (field.type !== 'choice' || field.options !== undefined) return null;
  if (duty === 'correction') {
    const newestFirst = view.story.toReversed();
    // A plain number as a key would be sorted by its size; zeros before it keep the newest first.
    return Object.fromEntries(
      newestFirst.map((entry) => [
        String(entry.number).padStart(6, '0'),
        shortened(`${String(entry.number)}: ${sentenceOf(entry, view)}`),
      ]),
    );
  }
  if (duty === 'sent-otherwise') {
    return Object.fromEntries(
      view.letters.map((letter) => {
        const title = view.duties.find((state) => state.duty === letter.duty)?.title ?? letter.duty;
        const to = recipientInWords(letter.to.recipient);
        return [letter.id, shortened(`${title}, to ${to}: ${letterStateInWords(letter.state)}`)];
      }),
    );
  }
  return duty === 'hand-over' ? services.people.staff() : null;
}

/** The question for staff, with lists of what only this case knows in place of numbers to be typed. */
export function askedOfStaff(
  services: Services,
  view: CaseView,
  state: DutyState,
  role: keyof typeof staffRoles,
  person: string,
): Asked {
  const asked = askedOf(view, state, { recipient: role, person });
  const fields = (asked.form.fields ?? []).map((field): Field => {
    const options = optionsFor(field, state.duty, view, services);
    return options === null ? field : { ...field, type: 'choice', options };
  });
  const form = asked.form.fields === undefined ? asked.form : { ...asked.form, fields };
  return { ...asked, form, byLine: '' };
}

/** `Friday 18 December 2026`, or that no date is known. */
export const dayOrNone = (on: string | null): string => (on === null ? 'no date yet' : dayInWords(on));
