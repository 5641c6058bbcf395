import type { CaseRow, CaseView, DutyState } from '../domain/case-view';
import type { Field } from '../domain/duty';
import { dayInWords, recipientInWords } from '../domain/dates-in-words';
import { letterStateInWords, sentenceOf } from '../domain/sentences';
import { askedFromEdition, askedOf, type Asked } from './asked';
import { fieldName, typedOne, type Body } from './forms/typed';
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
    const names = { people: services.people.staff(), agencies: services.people.agencies() };
    const newestFirst = view.story.toReversed();
    // A plain number as a key would be sorted by its size; zeros before it keep the newest first.
    return Object.fromEntries(
      newestFirst.map((entry) => [
        String(entry.number).padStart(6, '0'),
        shortened(`${String(entry.number)}: ${sentenceOf(entry, view, names)}`),
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

/**
 * What staff posted while no worker is up, by the form of the case's edition. What only the case could list is taken as
 * it was chosen, and judged by the case when it is back. Null where it is not theirs to answer.
 */
export function askedOfStaffFromEdition(
  services: Services,
  memo: CaseRow,
  at: Pick<Asked, 'duty' | 'instance' | 'round'>,
  signedIn: SignedIn,
  body: Body,
): Asked | null {
  const question = services.law.question(memo.edition, at.duty);
  const [role] =
    staff.find(([one, action]) => {
      const isAsked = question?.roles.includes(one) ?? false;
      return isAsked && signedIn.roles.includes(one) && mayDo([one], action);
    }) ?? [];
  if (question === null || role === undefined) return null;
  const fields = question.form.fields?.map((field): Field => {
    if (field.type !== 'choice' || field.options !== undefined) return field;
    const chosen = typedOne(body, fieldName(field));
    const own = chosen === '' ? {} : { [chosen]: 'As you chose it from the list' };
    return { ...field, options: at.duty === 'hand-over' ? services.people.staff() : own };
  });
  const form = fields === undefined ? question.form : { ...question.form, fields };
  const by = { recipient: role, person: signedIn.person };
  const asked = askedFromEdition(
    { ...question, form },
    { ...at, reference: memo.reference },
    by,
    services.clock(),
  );
  return { ...asked, byLine: '' };
}

/** `Friday 18 December 2026`, or that no date is known. */
export const dayOrNone = (on: string | null): string => (on === null ? 'no date yet' : dayInWords(on));
