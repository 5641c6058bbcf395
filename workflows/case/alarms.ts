import { isCancellation, sleep } from '@temporalio/workflow';
import type { Alarm } from '../../domain/opened-duty';
import { dayInWords } from './day-in-words';
import { beside, note, type CaseFile, type Round } from './file';
import { partOf } from './ledger';
import { post } from './letters';

const weekMs = 7 * 24 * 60 * 60_000;

/** Follows the clock of a round: one timer at a time, reminders, the breach, and then weekly until it is mended. */
export const watchClock = async (file: CaseFile, round: Round): Promise<void> => {
  const { dates, title } = round.state;
  if (round.quiet) return;
  const alarms = (dates?.alarms ?? []).filter(({ kind, atMs }) => kind === 'breach' || atMs > Date.now());
  try {
    for (const alarm of alarms) {
      round.state.nextAlarm = { kind: alarm.kind, on: alarm.on };
      file.changed();
      if (alarm.atMs > Date.now())
        await sleep(alarm.atMs - Date.now(), { summary: `${title}: ${alarm.kind} ${dayInWords(alarm.on)}` });
      ring(file, round, alarm);
    }
    delete round.state.nextAlarm;
    for (;;) {
      if (round.state.breaches === 0 || isHeard(round)) return;
      await sleep(untilNextWeek(dates?.weeklyAtMs), { summary: `${title}: overdue, announced again weekly` });
      ring(file, round, { kind: 'breach' });
    }
  } catch (error) {
    // Answered, superseded or re-dated: the timer goes with it.
    if (!isCancellation(error)) throw error;
  }
};

/**
 * To the same hour in London, though the clocks change; past what was worked out, a week at a time. A breach that was
 * announced late is not announced again at once.
 */
const untilNextWeek = (weeklyAtMs: readonly number[] = []): number =>
  (weeklyAtMs.find((atMs) => atMs > Date.now() + weekMs / 2) ?? Date.now() + weekMs) - Date.now();

/** Something was said to a question that never settles, so that it need not be called to mind any more. */
const isHeard = ({ state, given }: Round): boolean => state.rule === 'standing' && given.length > 0;

const ring = (file: CaseFile, round: Round, { kind }: Pick<Alarm, 'kind'>): void => {
  const { state } = round;
  const { duty, instance, title, dates } = state;
  if (state.state !== 'open' || !dates?.alarmOn) return;
  if (isHeard(round)) return;
  const isStanding = state.rule === 'standing';
  const owing = state.addressees.filter(
    (addressee) => isStanding || state.awaited.includes(partOf(addressee)),
  );
  const ordinal = kind === 'reminder' ? (state.reminders += 1) : (state.breaches += 1);
  // A notice is sent by the service: whoever can mend its delay hears of it, not whoever is to be told.
  const asked = state.kind === 'question' ? owing : [];
  const told = kind === 'breach' || state.kind === 'notice' ? [...asked, ...state.watchers] : asked;
  if (kind === 'reminder')
    note(file, { kind, duty, instance, title, ordinal, to: told.map(partOf), dueOn: dates.dueOn });
  else note(file, { kind, duty, instance, title, ordinal, alarmOn: dates.alarmOn });
  for (const to of told)
    beside(file, round.scope, async () => {
      await post(file, round, { kind, ordinal, to, duty: state });
    });
};
