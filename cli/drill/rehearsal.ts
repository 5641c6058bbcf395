import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { caseTime, moveTime } from '../../config/training';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf, londonInstant } from '../../domain/calendar/london';
import type { CaseAsKept, CaseView, DutyState, SubmissionView } from '../../domain/case-view';
import type { ClosedView } from '../../domain/closed-case';
import type { Actor } from '../../domain/record';
import { rehearsedAnswer, type Given, type Pen } from './rehearsed-answer';

const patienceMs = 20_000;

/** One case in moved time, and what people do to it. Dates are London's, by the case's own clock. */
export class Rehearsal {
  readonly handle: WorkflowHandle;

  constructor(
    readonly client: Client,
    readonly reference: string,
    /** Called with the view after each step, so that what happened can be told. */
    private readonly onView: (view: CaseView) => void = () => undefined,
    /** What is written with each answer; without it nothing is. */
    private readonly pen?: Pen,
  ) {
    this.handle = client.workflow.getHandle(reference);
  }

  async view(): Promise<CaseView> {
    const nowMs = await caseTime(this.client, this.reference);
    const view = { ...(await this.handle.query<CaseAsKept>('view')), nowMs };
    if (!isClosed(view)) this.onView(view);
    return view;
  }

  /** Waits, in the world's time, until the view satisfies a condition. @throws Error when it does not within 20 seconds. */
  async until(what: string, holds: (view: CaseView) => boolean): Promise<CaseView> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const view = await this.view();
      if (holds(view)) return view;
      if (Date.now() > deadline)
        throw new Error(`waited in vain for ${what}; open: ${openDuties(view).join('; ')}`);
      await sleep(50);
    }
  }

  async open(duty: string, instance?: string): Promise<DutyState> {
    const view = await this.until(`${duty} to open`, ({ duties }) => duties.some(isOpen(duty, instance)));
    const found = view.duties.findLast(isOpen(duty, instance));
    if (!found) throw new Error(`${duty} is not open`);
    return found;
  }

  /** Answers an open duty; resolves to what became of the answer. */
  async answer(duty: string, given: Given = {}): Promise<NonNullable<SubmissionView>> {
    const state = await this.open(duty, given.instance);
    const by = { ...whoAnswers(state, given.by), ...given.by };
    return this.submit(duty, await this.submissionOf(state, by, given));
  }

  /** Everybody who is awaited answers the same. @throws Error when an answer is refused. */
  async answerAll(duty: string, given: Given = {}): Promise<void> {
    const state = await this.open(duty, given.instance);
    for (const part of state.awaited) {
      const by = whoAnswers({ ...state, awaited: [part] });
      const outcome = await this.submit(duty, await this.submissionOf(state, by, given));
      if (outcome.outcome !== 'recorded') throw new Error(`${duty} was refused: ${outcome.because}`);
    }
  }

  private async submissionOf({ form, instance, round }: DutyState, by: Partial<Actor>, given: Given) {
    const answer = await rehearsedAnswer(form ?? {}, given, this.pen);
    return { instance, round, by, submission: randomUUID(), answer };
  }

  /** Sends anything as the signal of a duty, and waits until the case has judged it. */
  async submit(
    duty: string,
    submission: { submission: string; [field: string]: unknown },
  ): Promise<NonNullable<SubmissionView>> {
    await this.handle.signal(duty, submission);
    for (;;) {
      const outcome = await this.handle.query<SubmissionView, [string]>('submission', submission.submission);
      if (outcome) return outcome;
      await sleep(20);
    }
  }

  /** Moves the case's time to 10:00 London on a date; not backwards. */
  async moveTo(date: string): Promise<void> {
    const { nowMs } = await this.view();
    const ms = londonInstant(date, '10:00') - nowMs;
    if (ms > 0) await moveTime(this.client, this.reference, ms);
    await this.settled();
  }

  async moveDays(days: number): Promise<void> {
    await this.moveTo(addDays(await this.today(), days));
  }

  async today(): Promise<string> {
    return londonDateOf((await this.view()).nowMs);
  }

  /** Waits until no letter is on its way: in moved time letters go in the world's. */
  async settled(): Promise<void> {
    await this.until(
      'letters to be handed over',
      (view) => isClosed(view) || view.letters.every(({ state }) => state !== 'sending'),
    );
  }

  /** Waits until the case is closed and its record is made. */
  async untilClosed(): Promise<ClosedView> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const view = await this.handle.query<ClosedView | CaseAsKept>('view');
      if ('bags' in view && view.keptUntilOn !== null) return view;
      if (Date.now() > deadline)
        throw new Error(
          `it does not close${'duties' in view ? `; open: ${openDuties(view).join('; ')}` : ''}`,
        );
      await sleep(50);
    }
  }
}

/** The case has gone on as its record. */
const isClosed = (view: object): boolean => 'bags' in view;

const isOpen =
  (duty: string, instance?: string) =>
  (state: DutyState): boolean =>
    state.duty === duty && state.state === 'open' && (instance === undefined || state.instance === instance);

const whoAnswers = (state: DutyState, wanted: Partial<Actor> = {}): Partial<Actor> => {
  const found = state.addressees.find(
    ({ recipient, agency }) =>
      (wanted.recipient === undefined || recipient === wanted.recipient) &&
      (state.rule === 'standing' ||
        state.awaited.includes(agency === undefined ? recipient : `${recipient}:${agency}`)),
  );
  if (!found) return {};
  const { recipient, person, agency } = found;
  return { recipient, person, ...(agency === undefined ? {} : { agency }) };
};

const openDuties = ({ duties }: CaseAsKept): string[] =>
  duties
    .filter(({ state, rule }) => state === 'open' && rule !== 'standing')
    .map(({ duty, instance, awaited }) => `${duty} ${instance} (${awaited.join(', ')})`);
