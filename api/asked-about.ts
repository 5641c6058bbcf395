import type { CaseView, DutyState } from '../domain/case-view';
import { capital, isRecipient, momentInWords, theRecipient } from '../domain/dates-in-words';
import type { Row } from '../domain/papers/answer-rows';
import { thePart, type AgencyTitles } from '../domain/parts-in-words';
import { mayGet } from '../domain/permissions';
import type { LetterRecord } from '../domain/record';
import { letterNames, letterStateInWords } from '../domain/letter-words';
import { withTitles } from '../domain/names';
import type { Asked } from './asked';
import { reportOrigin } from './report-origin';

/** `The health partner`, or `The agency’s safeguarding lead (City school)`. */
const whoIn = (part: string, agencies: AgencyTitles): string =>
  withTitles(capital(theRecipient(part)), { agencies });

const keyOf = (instance: string): { duty: string; of: string } => {
  const [duty = '', of = '-'] = instance.split('/');
  return { duty, of };
};

/** The duty that is to be put right, by the key under which the case asks about it: `DUTY/INSTANCE/ROUND/…`. */
export const dutyNamed = (view: CaseView, instance: string): DutyState | undefined => {
  const { duty, of } = keyOf(instance);
  return (
    view.duties.findLast((state) => state.duty === duty && state.instance === of) ??
    view.duties.find((state) => state.duty === duty)
  );
};

function titleRow(label: string, view: CaseView | null, instance: string, agencies: AgencyTitles): Row[] {
  const title = view === null ? undefined : dutyNamed(view, instance)?.title;
  const agency = agencies[keyOf(instance).of];
  if (title === undefined) return [];
  return [{ label, value: `“${title}”${agency === undefined ? '' : ` (${agency})`}` }];
}

/** The role or the agency's lead whom the key names; of a letter it stands before the number of its copy. */
export const partNamed = (instance: string): string | undefined =>
  instance.split('/').find((part, index) => index > 0 && isRecipient(part.split(':')[0] ?? ''));

const whoRow = (label: string, instance: string, agencies: AgencyTitles): Row[] => {
  const part = partNamed(instance);
  return part === undefined ? [] : [{ label, value: whoIn(part, agencies) }];
};

function letterRows({ kind, state, possiblySentTwice, to, response, acceptedAtMs }: LetterRecord): Row[] {
  const when = acceptedAtMs === undefined ? '' : `, ${momentInWords(acceptedAtMs)}`;
  return [
    { label: 'Address', value: to.address },
    {
      label: 'What became of it',
      value: `${letterNames[kind]}: it ${letterStateInWords(state, possiblySentTwice)}${when}`,
    },
    ...(response === undefined ? [] : [{ label: 'What the mail server answered', value: response }]),
  ];
}

function undeliveredRows({ view, instance }: Asked, agencies: AgencyTitles): Row[] {
  const letter = view?.letters.find(({ id }) => id === instance);
  return [
    ...titleRow('What the letter was about', view, instance, agencies),
    ...whoRow('To', instance, agencies),
    ...(letter === undefined ? [] : letterRows(letter)),
  ];
}

const unfilledRows = ({ view, instance }: Asked, agencies: AgencyTitles): Row[] => [
  ...whoRow('Who is missing', instance, agencies),
  ...titleRow('For what', view, instance, agencies),
];

function undatedRows({ view, instance }: Asked, agencies: AgencyTitles): Row[] {
  const problems = view === null ? [] : (dutyNamed(view, instance)?.problems ?? []);
  const missing = problems.flatMap((one) => (one.problem === 'date-unknown' ? [one.detail] : []));
  return [
    ...titleRow('Whose date it is', view, instance, agencies),
    ...missing.map((value) => ({ label: 'Why it could not be worked out', value })),
  ];
}

/** What a question is about, where its own words do not say so: a letter, a role, a date, a report. */
export function aboutRows(asked: Asked, agencies: AgencyTitles): Row[] {
  switch (asked.duty) {
    case 'letter-undelivered':
      return undeliveredRows(asked, agencies);
    case 'role-unfilled':
      return unfilledRows(asked, agencies);
    case 'date-unknown':
      return undatedRows(asked, agencies);
    case 'report-acceptance':
      return asked.view === null ? [] : reportOrigin(asked.view.opening);
    default:
      return [];
  }
}

/**
 * Which of several a question is, by its key; of what is to be put right, the question or letter that it is about.
 * @param titleOf the title of what the key names
 */
export function aboutInWords(
  instance: string,
  titleOf: (instance: string) => string | undefined,
  agencies: AgencyTitles,
): string | null {
  if (instance === '-') return null;
  if (!instance.includes('/')) return instance;
  const part = partNamed(instance);
  return `“${titleOf(instance) ?? 'something else'}”${part === undefined ? '' : `, ${thePart(part, agencies)}`}`;
}

/** Whoever is named by an address alone gets what the role would get: said before the address is typed. */
export function noteOnAddress({ duty, view, instance }: Pick<Asked, 'duty' | 'view' | 'instance'>): string[] {
  if (duty !== 'role-unfilled' && duty !== 'letter-undelivered') return [];
  const recipient = partNamed(instance)?.split(':')[0] ?? '';
  const shows = view === null ? [] : (dutyNamed(view, instance)?.shows ?? []);
  const reads = shows.includes('report') && mayGet(recipient, 'read-report');
  return [
    `Whoever has the address that you enter gets a link to this case by e-mail${reads ? ', and reads the report of the incident there' : ''}. Check that it belongs to the right person.`,
  ];
}
