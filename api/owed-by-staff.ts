import { londonDateOf } from '../domain/calendar/london';
import type { AwaitedAnswer, CaseRow } from '../domain/case-view';
import { titleIn } from '../domain/editions';
import { isStaffRole } from '../domain/permissions';
import { aboutInWords } from './asked-about';
import { isForChangesOnly } from './why-waiting';
import { casePage, everyDay } from './case-list';
import { answerPath } from './case-page';
import { inWorkingDays, listedDue } from './case-urgency';
import type { Services } from './services';

/** So many questions are shown. */
const shown = 20;

type Words = { todayOn: string; soonUntil: string; agencies: Readonly<Record<string, string>> };

function owedOf(row: CaseRow, one: AwaitedAnswer, { todayOn, soonUntil, agencies }: Words) {
  const { reference, edition } = row;
  const { duty, instance, on, isOverdue } = one;
  const titleOf = (key: string): string => titleIn(edition, key.split('/')[0] ?? key);
  return {
    reference,
    on,
    cannotWait: on === null && atOnce.includes(duty),
    title: titleIn(edition, duty),
    about: aboutInWords(instance, titleOf, agencies),
    href: answerPath(reference, one),
    ...listedDue({ on, inWorkingDays: inWorkingDays(edition, duty, one), isOverdue }, todayOn, soonUntil),
  };
}

/** What nobody but staff can put right, and others wait for: it has no day of its own, and cannot wait. */
const atOnce: readonly string[] = [
  'letter-undelivered',
  'role-unfilled',
  'date-unknown',
  'cancel-requested',
  'may-repeat',
];
const lastOn = '9999';

const placeOf = ({ on, cannotWait }: { on: string | null; cannotWait: boolean }, todayOn: string): string =>
  on ?? (cannotWait ? todayOn : lastOn);

/**
 * Open questions that somebody with these roles answers on the page of the case: what is overdue, what cannot wait, then the
 * earliest first, and what has no day last; `isAll` where none is left out.
 */
export async function owedByStaff(
  { cases, clock, people, law }: Pick<Services, 'cases' | 'clock' | 'people' | 'law'>,
  roles: readonly string[],
) {
  const todayOn = londonDateOf(clock());
  const words = { todayOn, soonUntil: law.soonUntil(todayOn), agencies: people.agencies() };
  const days = everyDay(todayOn);
  const start = { fromOn: days.fromOn, past: 0 };
  const own = roles.filter(isStaffRole);
  const perRole = own.map(async (role) => {
    const page = await casePage(cases, { awaits: role }, days, { start, size: shown, undated: true });
    const questions = page.rows.flatMap((row) =>
      row.awaited
        .filter((one) => one.parts.includes(role) && !isForChangesOnly(one))
        .map((one) => owedOf(row, one, words)),
    );
    return {
      questions,
      isAll: page.next === null && page.rows.every(({ moreAwaited }) => moreAwaited === 0),
    };
  });
  const found = await Promise.all(perRole);
  const questions = found
    .flatMap((one) => one.questions)
    .toSorted((one, other) => placeOf(one, todayOn).localeCompare(placeOf(other, todayOn)));
  return {
    roles: own,
    questions: questions.slice(0, shown),
    isAll: questions.length <= shown && found.every(({ isAll }) => isAll),
  };
}
