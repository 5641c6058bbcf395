import { londonDateOf } from '../domain/calendar/london';
import type { AwaitedAnswer, CaseRow } from '../domain/case-view';
import { capital } from '../domain/dates-in-words';
import { titleIn } from '../domain/editions';
import { namingAgency, theParts, type AgencyTitles } from '../domain/parts-in-words';
import { isStaffRole } from '../domain/permissions';
import { casePage, everyDay } from './case-list';
import type { Services } from './services';
import { remindedInWords, sinceInWords } from './waiting-words';

/** So many questions are shown. */
const shown = 10;
/** So many cases are looked at, those with the nearest deadlines first: each has a question at least, most have few. */
const casesLookedAt = 40;

/** Who owes an answer, since when, and where they are reminded; `question` as it was put to them. */
export type Owing = { who: string; since: string; question: string; href: string };
export type WaitingForOthers = { reference: string; question: string; sinceMs: number; owing: Owing[] };

type Words = { todayOn: string; agencies: AgencyTitles };

function owingOf(row: CaseRow, one: AwaitedAnswer, { todayOn, agencies }: Words): Owing {
  const { duty, instance, round } = one;
  const question = `${duty}/${instance}/${String(round)}`;
  return {
    who: capital(theParts(one.parts, agencies)),
    since: [sinceInWords(one.sinceMs, todayOn, !row.training), ...remindedInWords(one.reminders)].join(', '),
    question: namingAgency(titleIn(row.edition, duty), instance, agencies),
    href: `/cases/${row.reference}/answer/reminder-now/-/1?question=${encodeURIComponent(question)}`,
  };
}

/** What others than staff owe; where both are asked, what the others do. */
const awaitedOfOthers = ({ awaited }: CaseRow): AwaitedAnswer[] =>
  awaited
    .map((one) => ({ ...one, parts: one.parts.filter((part) => !isStaffRole(part)) }))
    .filter(({ parts }) => parts.length > 0);

/** Each question of a case once, however many agencies it was put to. */
function questionsOf(row: CaseRow, words: Words): WaitingForOthers[] {
  const awaited = awaitedOfOthers(row);
  return [...new Set(awaited.map(({ duty }) => duty))].map((duty) => {
    const asked = awaited.filter((one) => one.duty === duty);
    const title = titleIn(row.edition, duty);
    const owing = asked.map((one) => owingOf(row, one, words));
    const [only, ...others] = owing;
    return {
      reference: row.reference,
      question:
        only === undefined || others.length > 0
          ? title.replaceAll('your agency', 'each agency')
          : only.question,
      sinceMs: Math.min(...asked.map(({ sinceMs }) => sinceMs)),
      owing,
    };
  });
}

/** Open questions to which others than the business unit owe an answer, the oldest first; `isAll` where none is left out. */
export async function waitingForOthers({
  cases,
  clock,
  people,
}: Pick<Services, 'cases' | 'clock' | 'people'>): Promise<{ questions: WaitingForOthers[]; isAll: boolean }> {
  const todayOn = londonDateOf(clock());
  const days = everyDay(todayOn);
  const start = { fromOn: days.fromOn, past: 0 };
  const page = { start, size: casesLookedAt, undated: true };
  const { rows, next } = await casePage(cases, { awaits: 'others' }, days, page);
  const words = { todayOn, agencies: people.agencies() };
  const questions = rows
    .flatMap((row) => questionsOf(row, words))
    .toSorted((one, other) => one.sinceMs - other.sinceMs);
  return {
    questions: questions.slice(0, shown),
    isAll: next === null && questions.length <= shown && rows.every(({ moreAwaited }) => moreAwaited === 0),
  };
}
