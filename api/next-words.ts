import type { CaseView } from '../domain/case-view';
import { dayInWords, recipientInWords } from '../domain/dates-in-words';
import { wayTo } from '../domain/permissions';
import type { Actor } from '../domain/record';
import { dueInWords, dutyAt } from './asked';
import { nextDeadline, type SoonUntil } from './deadline';
import { decidedSentence } from './no-longer-asked';

/** Who still owes an answer to the same question, and by when; after the last of several, what everybody answered. */
export function stillToAnswer(view: CaseView, at: Parameters<typeof dutyAt>[1]): string[] {
  const state = dutyAt(view, at);
  if (state?.state === 'answered' && state.parts.length > 1)
    return [`Nobody else is awaited. ${decidedSentence(view, state)}`.trim()];
  if (state?.state !== 'open' || state.rule === 'standing') return [];
  const due = dueInWords(state);
  return [
    `Still to answer: ${state.awaited.map(recipientInWords).join(', ')}.${due === null ? '' : ` ${due}.`}`,
  ];
}

/** Once a question is settled: what comes next in the case, and when, for one who weighs all of it. */
export function nextInCase(
  view: CaseView,
  at: Parameters<typeof dutyAt>[1],
  by: Pick<Actor, 'recipient'>,
  soonUntil: SoonUntil,
): string[] {
  const next = nextDeadline(view, soonUntil);
  const weighsAll = wayTo(by.recipient, 'read-return') === 'link';
  if (!weighsAll || next === null || dutyAt(view, at)?.state === 'open') return [];
  const when = next.urgency?.tag === 'Overdue' ? 'which was due on' : 'by';
  return [`What comes next in this case: “${next.title}”, ${when} ${dayInWords(next.on)}.`];
}

/** What the business unit has to do next on the case, in one sentence; opening it may take a moment. */
export function nextForStaff({ duties }: CaseView): string {
  const [next] = duties
    .filter(
      ({ state, kind, rule, parts }) =>
        state === 'open' && kind === 'question' && rule !== 'standing' && parts.includes('business-unit'),
    )
    .toSorted((one, other) => (one.dates?.alarmOn ?? '9999').localeCompare(other.dates?.alarmOn ?? '9999'));
  if (next === undefined) return 'Nothing is open for the business unit on this case just now.';
  const on = next.dates?.alarmOn ?? null;
  return `Open next for the business unit: “${next.title}”${on === null ? '' : `, by ${dayInWords(on)}`}.`;
}
