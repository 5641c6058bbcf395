import { isCancellation } from '@temporalio/workflow';
import type { Alarm } from '../../domain/opened-duty';
import { dayInWords } from './day-in-words';
import { beside, note, type CaseFile, type Posting, type Round } from './file';
import { answersByRole, partOf } from './ledger';
import { post } from './letters';

const hourMs = 60 * 60_000;
const weekMs = 7 * 24 * hourMs;

/** Follows the clock of a round: one timer at a time, reminders, the breach, and then weekly until it is mended. */
export const watchClock = async (file: CaseFile, round: Round): Promise<void> => {
  const { dates, title } = round.state;
  if (round.quiet) return;
  const alarms = (dates?.alarms ?? []).filter(({ kind, atMs }) => kind === 'breach' || atMs > Date.now());
  try {
    if (isForOthers(round) && alarms.length === 0) await remindWeekly(file, round);
    for (const [index, alarm] of alarms.entries()) {
      if (isOvertaken(alarm, alarms[index + 1])) continue;
      round.state.nextAlarm = { kind: alarm.kind, on: alarm.on };
      file.changed();
      await file.sleepUntil(ringsAt(alarm), `${title}: ${alarm.kind} ${dayInWords(alarm.on)}`);
      if (!isOvertaken(alarm, alarms[index + 1])) ring(file, round, alarm);
    }
    delete round.state.nextAlarm;
    for (;;) {
      if (round.state.breaches === 0 || isHeard(round)) return;
      await file.sleepUntil(nextWeek(round), `${title}: overdue, announced again weekly`);
      ring(file, round, { kind: 'breach' });
    }
  } catch (error) {
    // Answered, superseded or re-dated: the timer goes with it.
    if (!isCancellation(error)) throw error;
  }
};

/** After an outage nobody gets all at once what should have come one after the other: the last of it says enough. */
const isOvertaken = ({ kind }: Alarm, next: Alarm | undefined): boolean =>
  kind === 'reminder' && next !== undefined && next.atMs <= Date.now();

/** Where a day has passed already, what is done within the hour need not be called overdue. */
const ringsAt = ({ kind, atMs }: Alarm): number =>
  kind === 'breach' && atMs <= Date.now() ? Date.now() + hourMs : atMs;

/**
 * To the same hour in London, though the clocks change; past what was worked out, a week at a time. A breach that was
 * announced late is not announced again at once.
 */
const nextWeek = ({ state: { weeklyAtMs } }: Round): number =>
  weeklyAtMs.find((atMs) => atMs > Date.now() + weekMs / 2) ?? Date.now() + weekMs;

/** No law sets a time for it, and whoever owes it does not see it on a page: so a letter calls it to mind. */
const isForOthers = ({ state }: Round): boolean =>
  state.kind === 'question' &&
  state.rule !== 'standing' &&
  state.parts.some((part) => !answersByRole.includes(part));

const remindWeekly = async (file: CaseFile, round: Round): Promise<never> => {
  for (;;) {
    await file.sleepUntil(nextWeek(round), `${round.state.title}: called to mind weekly`);
    ring(file, round, { kind: 'reminder' });
  }
};

/** A day that came nearer is told at once: what was asked by letter named the later one, and a reminder may be past already. */
export const tellNearerDay = (
  file: CaseFile,
  round: Round,
  before: { alarmOn: string | null } | null,
): void => {
  const { dates } = round.state;
  if (!dates?.alarmOn || !before?.alarmOn || dates.alarmOn >= before.alarmOn) return;
  // What is overdue by the nearer day already is announced within the hour.
  const isAhead = dates.alarms.some(({ kind, atMs }) => kind === 'breach' && atMs > Date.now());
  if (isForOthers(round) && isAhead && !round.quiet) remind(file, round);
};

/** Something was said to a question that never settles, so that it need not be called to mind any more. */
const isHeard = ({ state, given }: Round): boolean => state.rule === 'standing' && given.length > 0;

/** A reminder beside those of the clock. */
export const remind = (file: CaseFile, round: Round): void => {
  ring(file, round, { kind: 'reminder' });
};

const ring = (file: CaseFile, round: Round, { kind }: Pick<Alarm, 'kind'>): void => {
  const { state } = round;
  const { duty, instance, title, dates } = state;
  if (state.state !== 'open') return;
  if (isHeard(round)) return;
  const isStanding = state.rule === 'standing';
  const owing = state.addressees.filter(
    (addressee) => isStanding || state.awaited.includes(partOf(addressee)),
  );
  const ordinal = kind === 'reminder' ? (state.reminders += 1) : (state.breaches += 1);
  // A notice is sent by the service: whoever can mend its delay hears of it, not whoever is to be told.
  const asked = state.kind === 'question' ? owing : [];
  const watching = kind === 'breach' || state.kind === 'notice' ? state.watchers : [];
  const told = [...asked, ...watching];
  const owedBy = state.kind === 'question' ? [...(isStanding ? state.parts : state.awaited)] : undefined;
  if (kind === 'reminder')
    note(file, { kind, duty, instance, title, ordinal, to: told.map(partOf), dueOn: dates?.dueOn ?? null });
  else note(file, { kind, duty, instance, title, ordinal, alarmOn: dates?.alarmOn ?? '' });
  const send = (posting: Pick<Posting, 'to' | 'owedBy'>): void => {
    beside(file, round.scope, async () => {
      await post(file, round, { kind, ordinal, duty: state, ...posting });
    });
  };
  for (const to of asked) send({ to });
  for (const to of watching) send({ to, ...(owedBy === undefined ? {} : { owedBy }) });
};
