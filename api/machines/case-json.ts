import type { z } from 'zod';
import { UnknownKeyError } from '../../config/encryption/unknown-key';
import { londonDateOf } from '../../domain/calendar/london';
import type { CaseRow, CaseView, DutyState } from '../../domain/case-view';
import { partOf } from '../../domain/parts-in-words';
import { namesOf, storyPart } from '../case-page';
import { urgencyOfRow } from '../case-urgency';
import { nextDeadline } from '../deadline';
import { isNotSafe } from '../now-marks';
import type { Services } from '../services';
import { whyWaiting } from '../why-waiting';
import type { caseRow, clock, wholeCase } from './schemas';

export const momentOf = (atMs: number): string => new Date(atMs).toISOString();
const momentOrNull = (atMs: number | undefined): string | null =>
  atMs === undefined ? null : momentOf(atMs);

/**
 * A case of a list.
 * @throws UnknownKeyError of a case that cannot be read for want of a key.
 */
export function rowJson(row: CaseRow, services: Services, isClosed: boolean): z.input<typeof caseRow> {
  if (row.wantsKey !== undefined) throw new UnknownKeyError(row.wantsKey);
  const todayOn = londonDateOf(services.clock());
  const urgency = isClosed ? null : urgencyOfRow(row, todayOn, services.law.soonUntil(todayOn));
  return {
    reference: row.reference,
    stage: row.stage,
    nextDeadline: row.next,
    urgency: urgency === null ? null : urgency.tag === 'Overdue' ? 'overdue' : 'due-soon',
    waitingFor: [...row.waitingFor],
    overdue: row.breaches,
    childNotSafe: row.notSafe,
    children: row.children,
    handler: row.handler,
    edition: row.edition,
    training: row.training,
    openedAt: momentOf(row.openedAtMs),
  };
}

const addressOf = ({ duty, instance, round, title }: DutyState) => ({ duty, instance, round, title });

const datesOf = ({ dates }: DutyState) => ({
  dueOn: dates?.dueOn ?? null,
  alarmOn: dates?.alarmOn ?? null,
  readings: (dates?.readings ?? []).map((reading) => ({
    within: reading.within,
    from: reading.from,
    fromOn: reading.fromOn,
    dueOn: reading.dueOn,
    source: reading.source,
    confidence: reading.confidence,
    ...(reading.convention === undefined ? {} : { convention: reading.convention }),
    ...(reading.note === undefined ? {} : { note: reading.note }),
  })),
});

/** The clocks of a case. */
export const clocksJson = (view: CaseView): z.input<typeof clock>[] =>
  view.duties
    .filter(({ dates, state }) => dates !== null && state !== 'superseded')
    .map((state) => ({
      ...addressOf(state),
      state: state.state,
      ...datesOf(state),
      nextAlarm:
        state.nextAlarm === undefined ? null : { kind: state.nextAlarm.kind, on: state.nextAlarm.on },
    }));

function dutyJson(state: DutyState, view: CaseView, services: Services) {
  return {
    ...addressOf(state),
    kind: state.kind,
    state: state.state,
    stage: state.stage,
    source: state.source,
    openedAt: momentOf(state.openedAtMs),
    settledAt: momentOrNull(state.settledAtMs),
    awaited: [...state.awaited],
    // What can be recorded at any time waits for nobody.
    why:
      state.state === 'open' && state.rule !== 'standing'
        ? whyWaiting(state, view, services.people.agencies())
        : null,
    ...datesOf(state),
  };
}

const letterJson = (view: CaseView) => (letter: CaseView['letters'][number]) => ({
  duty: letter.duty,
  title: view.duties.find(({ duty }) => duty === letter.duty)?.title ?? letter.duty,
  kind: letter.kind,
  to: partOf(letter.to),
  state: letter.state,
  attempts: letter.attempts,
  possiblySentTwice: letter.possiblySentTwice,
  acceptedAt: momentOrNull(letter.acceptedAtMs),
  sentOtherwiseOn: letter.sentOtherwiseOn ?? null,
});

/** A case as its pages show it, without a sealed word and without anybody's address. */
export function caseJson(view: CaseView, services: Services): z.input<typeof wholeCase> {
  const next = nextDeadline(view, services.law.soonUntil);
  const kinds = new Map(view.story.map(({ number, kind }) => [number, kind]));
  return {
    reference: view.reference,
    stage: view.stage,
    edition: view.opening.edition,
    training: view.opening.training,
    openedAt: momentOf(view.opening.openedAtMs),
    now: momentOf(view.nowMs),
    children: view.opening.children.length,
    childNotSafe: isNotSafe(view),
    closed: view.closed,
    stoppedAt: momentOrNull(view.stoppedAtMs),
    keptUntilOn: view.keptUntilOn ?? null,
    likelyDuplicates: [...view.opening.likelyDuplicates],
    nextDeadline: next === null ? null : { title: next.title, on: next.on },
    duties: view.duties.map((state) => dutyJson(state, view, services)),
    letters: view.letters.toReversed().map(letterJson(view)),
    story: storyPart(view, 'all', namesOf(services)).map(({ number, atMs, sentence, sealed }) => ({
      number,
      at: momentOf(atMs),
      kind: kinds.get(number) ?? 'entry',
      sentence,
      sealed,
    })),
  };
}
