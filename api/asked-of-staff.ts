import type { CaseRow, CaseView, DutyState } from '../domain/case-view';
import type { Field, Form } from '../domain/form';
import { capital } from '../domain/dates-in-words';
import { partInWords, partOf, type AgencyTitles } from '../domain/parts-in-words';
import { letterInWords, letterStateInWords } from '../domain/letter-words';
import { withTitles } from '../domain/names';
import { holderOf } from './case-holder';
import { partsToCallOff } from './deputies';
import { askedFromEdition, askedOf, dutyAt, type Asked } from './asked';
import { entriesToCorrect } from './entries-to-correct';
import { fieldName, typedOne, type Body } from './forms/typed';
import { actionOf, mayDo, rolesByLetter, staffRoles, stateOf, type CaseState } from '../domain/permissions';
import type { Services, SignedIn } from './services';

type StaffRole = keyof typeof staffRoles;

const staff = Object.keys(staffRoles) as StaffRole[];

/** The first of the roles asked that somebody is signed in with and that may answer this; in a case of this state, or in any. */
const staffRoleAmong = (
  asked: readonly string[],
  duty: string,
  { roles }: SignedIn,
  caseState?: CaseState,
): StaffRole | null =>
  staff.find(
    (role) => asked.includes(role) && roles.includes(role) && mayDo([role], actionOf(role, duty), caseState),
  ) ?? null;

/** The role in which somebody signed in may answer an open duty on the page of its case; null where they may not. */
export const staffRoleFor = (
  { kind, state, parts, duty }: DutyState,
  signedIn: SignedIn,
  view: Pick<CaseView, 'closed' | 'stoppedAtMs'>,
): StaffRole | null =>
  kind === 'question' && state === 'open' ? staffRoleAmong(parts, duty, signedIn, stateOf(view)) : null;

/** The role in which a question is, or was, for somebody signed in; null where it never was. */
export const staffPartIn = ({ kind, parts, duty }: DutyState, signedIn: SignedIn): StaffRole | null =>
  kind === 'question' ? staffRoleAmong(parts, duty, signedIn) : null;

/** Whether a list is one to choose from, or names what was chosen from it before. */
type Purpose = 'to-choose' | 'was-chosen';

/** Open questions that somebody who was asked by letter owes an answer to; `each` part of them apart, or all in one. */
function awaitedQuestions(
  { duties }: CaseView,
  each: boolean,
  agencies: AgencyTitles,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    duties
      .filter(({ state, kind, rule }) => state === 'open' && kind === 'question' && rule !== 'standing')
      .flatMap(({ duty, instance, round, title, awaited, addressees }) => {
        const key = `${duty}/${instance}/${String(round)}`;
        const asked = addressees.map(partOf);
        const parts = awaited.filter((part) => asked.includes(part) && !Object.hasOwn(staffRoles, part));
        const of = (some: readonly string[]) =>
          `${title} (${some.map((part) => partInWords(part, agencies)).join(', ')})`;
        if (each) return parts.map((part): [string, string] => [`${key}/${part}`, of([part])]);
        return parts.length === 0 ? [] : [[key, of(parts)] as [string, string]];
      }),
  );
}

/** Who can have a deputy: whoever answers by link, and the lead of each agency of the case. */
function partsWithDeputy({ opening, duties }: CaseView, agencies: AgencyTitles): Record<string, string> {
  const asked = duties.flatMap(({ duty, instance }) => (duty === 'agency-information' ? [instance] : []));
  const ofAgencies = [...new Set([...opening.agencies, ...asked])];
  const parts = [
    ...rolesByLetter.filter((role) => role !== 'agency-lead'),
    ...ofAgencies.map((agency) => `agency-lead:${agency}`),
  ];
  return Object.fromEntries(parts.map((part) => [part, capital(partInWords(part, agencies))]));
}

/** What a field can name, where only the case or the directory knows it: an entry, a letter, a person. */
function optionsFor(
  field: Field,
  duty: string,
  view: CaseView,
  services: Services,
  purpose: Purpose,
): Readonly<Record<string, string>> | null {
  if (field.type !== 'choice' || field.options !== undefined) return null;
  const names = { people: services.people.staff(), agencies: services.people.agencies() };
  if (duty === 'correction') return entriesToCorrect(view, names, purpose === 'was-chosen');
  if (duty === 'sent-otherwise') {
    return Object.fromEntries(
      view.letters.map((letter) => {
        const title = view.duties.find((state) => state.duty === letter.duty)?.title ?? letter.duty;
        const words = withTitles(letterInWords({ ...letter, letterKind: letter.kind, title }), names);
        // It may have gone on since it was chosen.
        return [
          letter.id,
          purpose === 'was-chosen'
            ? words
            : `${words}: ${letterStateInWords(letter.state, letter.possiblySentTwice)}`,
        ];
      }),
    );
  }
  if (duty === 'reminder-now' || duty === 'another-address')
    return awaitedQuestions(view, duty === 'another-address', names.agencies);
  if (duty === 'deputy') return partsWithDeputy(view, names.agencies);
  if (duty === 'deputy-ended') return partsToCallOff(view, names.agencies);
  if (duty !== 'hand-over') return null;
  const holder = holderOf(view);
  const others = Object.entries(names.people).filter(([person]) => person !== holder);
  return purpose === 'was-chosen' ? names.people : Object.fromEntries(others);
}

/** A form with lists of what only this case or the directory knows, in place of ids. */
export function withLists(
  form: Form,
  duty: string,
  { services, view, purpose }: { services: Services; view: CaseView; purpose: Purpose },
): Form {
  if (form.fields === undefined) return form;
  const fields = form.fields.map((field): Field => {
    const options = optionsFor(field, duty, view, services, purpose);
    return options === null ? field : { ...field, type: 'choice', options };
  });
  return { ...form, fields };
}

/** The question for staff, with lists of what only this case knows in place of numbers to be typed. */
export function askedOfStaff(
  services: Services,
  view: CaseView,
  state: DutyState,
  role: StaffRole,
  person: string,
): Asked {
  const asked = askedOf(view, state, { recipient: role, person });
  const form = withLists(asked.form, state.duty, { services, view, purpose: 'to-choose' });
  return { ...asked, form, byLine: '' };
}

/** A duty of a case as somebody signed in is asked it; null where it is none of theirs by `roleIn`. */
export function askedInCase(
  services: Services,
  { view, signedIn }: { view: CaseView; signedIn: SignedIn },
  at: Parameters<typeof dutyAt>[1],
  roleIn: typeof staffRoleFor,
): Asked | null {
  const state = dutyAt(view, at);
  const role = state && roleIn(state, signedIn, view);
  return state && role ? askedOfStaff(services, view, state, role, signedIn.person) : null;
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
  const role = question && staffRoleAmong(question.roles, at.duty, signedIn);
  if (question === null || role === null) return null;
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
