import type { Request, Response } from 'express';
import type { CaseView, DutyState } from '../domain/case-view';
import type { Shown } from '../domain/duty';
import type { Form } from '../domain/form';
import { dayInWords, recipientInWords, theRecipient } from '../domain/dates-in-words';
import type { Actor } from '../domain/record';

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

/** The sentence about a duty's date: the day that rings first, as its letter says, and the own reading where it is later. */
export function dueInWords(state: Pick<DutyState, 'dates'>): string | null {
  const { dueOn, alarmOn } = state.dates ?? { dueOn: null, alarmOn: null };
  if (dueOn === null && alarmOn === null) return null;
  if (dueOn === null || alarmOn === null || dueOn === alarmOn)
    return `By ${dayInWords(dueOn ?? alarmOn ?? '')}`;
  return alarmOn < dueOn
    ? `By ${dayInWords(alarmOn)}; another reading of the rules allows until ${dayInWords(dueOn)}`
    : `By ${dayInWords(dueOn)}`;
}

/** In which part somebody answers; a deputy says so. */
function byLineOf({ addressees }: DutyState, by: Actor): string {
  const isDeputy = addressees.some((to) => to.person === by.person && to.deputyFor !== undefined);
  return `your answer as ${isDeputy ? `deputy of ${theRecipient(by.recipient)}` : recipientInWords(by.recipient)}`;
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
    due: dueInWords(state),
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
