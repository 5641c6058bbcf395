import { londonDateOf } from '../domain/calendar/london';
import type { Request, Response } from 'express';
import type { CaseView, DutyState } from '../domain/case-view';
import type { Shown } from '../domain/duty';
import type { Form } from '../domain/form';
import {
  capital,
  dayInWords,
  otherReadingInWords,
  recipientInWords,
  theRecipient,
} from '../domain/dates-in-words';
import { governingReading } from '../domain/day-of-clock';
import { partOf, theParts } from '../domain/parts-in-words';
import type { Actor } from '../domain/record';
import { countInWords } from './deadline';

/** A question as one person is asked it: what the page shows, and what the signal will say. */
export type Asked = {
  reference: string;
  duty: string;
  instance: string;
  round: number;
  title: string;
  form: Form;
  by: Actor;
  /** The case's own now, in milliseconds. */
  nowMs: number;
  byLine: string;
  due: string | null;
  /** Who else is asked the same, in a sentence. */
  alsoAsked: string | null;
  source: string;
  guidance?: string;
  /** The record cannot be shown: no worker is up, and the form comes from the edition. */
  partial: boolean;
  view: CaseView | null;
  /** What is shown to who is asked, once the record can be. */
  shows: readonly Shown[];
};

/**
 * A question that takes no answer any more, or never did, in words; with its form, where it had one. `late` is the
 * question as it was asked: an answer on its way is for the case to judge, and stands in its record.
 */
export type NotAsked = {
  status: number;
  h1: string;
  texts: string[];
  form?: Form | null | undefined;
  late?: Asked;
};

/** One question on its way through the pages: asked, checked, sent. `base` is its address, `home` where to go afterwards. */
export type Answering = {
  request: Request;
  response: Response;
  asked: Asked;
  base: string;
  home?: { href: string; text: string };
  /** What is said of a question that takes no answer any more. */
  over?: readonly string[];
};

/**
 * The sentence about a duty's date: the day that rings first, as its letter says, and the own reading where it is later.
 * `count` is how far the count of that day has come.
 */
export function dueInWords(state: Pick<DutyState, 'dates'>, count = ''): string | null {
  const { dueOn, alarmOn } = state.dates ?? { dueOn: null, alarmOn: null };
  const on = alarmOn ?? dueOn;
  if (on === null) return null;
  const by = `By ${dayInWords(on)}${count === '' ? '' : ` (${count})`}`;
  return dueOn !== null && on < dueOn ? `${by}; ${otherReadingInWords(dueOn)}` : by;
}

/** In which part somebody answers; a deputy says so. */
function byLineOf({ addressees }: DutyState, by: Actor): string {
  const isDeputy = addressees.some((to) => to.person === by.person && to.deputyFor !== undefined);
  return `your answer as ${isDeputy ? `deputy of ${theRecipient(by.recipient)}` : recipientInWords(by.recipient)}`;
}

/** Who else is asked the same, each for themselves; nobody, where the first answer settles it. */
function alsoAskedOf({ parts, rule }: DutyState, by: Actor): string | null {
  const others = parts.filter((part) => part !== partOf(by));
  if (rule !== 'all' || others.length === 0) return null;
  return `${capital(theParts(others, {}))} ${others.length === 1 ? 'is' : 'are'} asked the same, each for themselves.`;
}

/** The sentence about the date, with how far its count has come. */
function dueNow(state: DutyState, nowMs: number): string | null {
  const reading = state.dates === null ? null : governingReading(state.dates);
  return dueInWords(state, countInWords(reading, londonDateOf(nowMs)));
}

/** The question in a view, as asked of this actor. */
export function askedOf(view: CaseView, state: DutyState, by: Actor): Asked {
  return {
    reference: view.reference,
    duty: state.duty,
    instance: state.instance,
    round: state.round,
    title: state.title,
    form: state.form ?? {},
    by,
    nowMs: view.nowMs,
    byLine: byLineOf(state, by),
    due: dueNow(state, view.nowMs),
    alsoAsked: alsoAskedOf(state, by),
    source: state.source,
    ...(state.guidance === undefined ? {} : { guidance: state.guidance }),
    partial: false,
    view,
    shows: state.shows,
  };
}

/** The question as its edition has it, where the case itself cannot be asked: no dates, and nothing of the record. */
export const askedFromEdition = (
  { title, form }: { title: string; form: Form },
  { reference, duty, instance, round }: Pick<Asked, 'reference' | 'duty' | 'instance' | 'round'>,
  by: Actor,
  nowMs: number,
): Asked => ({
  reference,
  duty,
  instance,
  round,
  title,
  form,
  by,
  nowMs,
  byLine: `your answer as ${recipientInWords(by.recipient)}`,
  due: null,
  alsoAsked: null,
  source: '',
  partial: true,
  view: null,
  shows: [],
});

/** Finds a duty by id, instance and round. */
export const dutyAt = (
  view: CaseView,
  at: { duty: string; instance: string; round: number },
): DutyState | undefined =>
  view.duties.find(
    (state) => state.duty === at.duty && state.instance === at.instance && state.round === at.round,
  );
