import { daysBetween } from '../domain/calendar/civil-date';
import { londonDateOf } from '../domain/calendar/london';
import { counted } from '../domain/calendar/span';
import type { CaseView, DutyState } from '../domain/case-view';
import { dayInWords, momentInWords, theRecipient } from '../domain/dates-in-words';
import type { Addressee } from '../domain/opened-duty';
import { namingAgency, theParts, type AgencyTitles } from '../domain/parts-in-words';
import { mayGet } from '../domain/permissions';
import { withTitles } from '../domain/names';
import { sourceInWords } from '../domain/sources';
import { dutyAt } from './asked';
import { answersInWords, noLongerAsked } from './no-longer-asked';
import type { LinkClaims } from './services';
import { notInRecord, stoppedInWords } from './stopped-words';

/** What is said of a duty that others owe; `state` while it is open, for what is shown with it. */
type Words = { status: number; h1: string; texts: string[]; state?: DutyState };

function dayOf(on: string, todayOn: string): string {
  const days = daysBetween(on, todayOn);
  if (days === 0) return `is due today, ${dayInWords(on)}`;
  if (days < 0) return `is due on ${dayInWords(on)}`;
  return `was due on ${dayInWords(on)}, ${counted(days, 'day')} ago`;
}

/** By when it is owed and how late it is; by the earliest reading, and by the main one where that is another. */
function howLate({ dates }: DutyState, todayOn: string): string[] {
  const { dueOn, alarmOn } = dates ?? { dueOn: null, alarmOn: null };
  const on = alarmOn ?? dueOn;
  if (on === null) return [];
  const main = dueOn === null || dueOn === on ? '' : dayOf(dueOn, todayOn);
  return [`It ${dayOf(on, todayOn)}.${main && ` By the main reading of the rules it ${main}.`}`];
}

const owedBy = ({ rule, parts, awaited }: DutyState, agencies: AgencyTitles): string =>
  theParts(rule === 'standing' ? parts : awaited, agencies);

const notFound = (view: CaseView): Words => ({
  status: 404,
  h1: 'This link does not lead to anything in the record',
  texts: notInRecord('What this link names', view),
});

function stillOpen(view: CaseView, state: DutyState, to: Addressee, agencies: AgencyTitles): Words {
  const title = namingAgency(state.title, state.instance, agencies);
  const stopped = stoppedInWords(view);
  return {
    status: 200,
    h1: `Still open: ${title}`,
    texts: [
      ...(stopped === null ? [] : [stopped]),
      `It is owed by ${owedBy(state, agencies)}.`,
      ...howLate(state, londonDateOf(view.nowMs)),
      `You hear of it as ${theRecipient(to.recipient)}. You need not answer: please see to it that who owes it does it, and help where something stands in the way.`,
      `Where this is written: ${sourceInWords(state.source)}.`,
    ],
    state,
  };
}

/** What was done is said to be done, unless it is asked anew since. */
function doneSince(view: CaseView, state: DutyState, agencies: AgencyTitles): Words {
  const { duty, instance, round } = state;
  const anew = view.duties.findLast(
    (one) => one.duty === duty && one.instance === instance && one.round > round && one.state === 'open',
  );
  const on = state.settledAtMs ?? state.answeredBy.at(-1)?.atMs ?? view.nowMs;
  return {
    status: 200,
    h1: `This was done on ${momentInWords(on)}`,
    texts: [
      `“${namingAgency(state.title, instance, agencies)}”`,
      ...answersInWords(view, state).map((text) => withTitles(text, { agencies })),
      anew === undefined
        ? 'You need not do anything.'
        : `It has been asked anew since, and is open: it is owed by ${owedBy(anew, agencies)}.`,
    ],
  };
}

function wordsOf(view: CaseView, state: DutyState, to: Addressee, agencies: AgencyTitles): Words {
  switch (state.state) {
    case 'open':
      return stillOpen(view, state, to, agencies);
    case 'answered':
    case 'met':
      return doneSince(view, state, agencies);
    case 'superseded':
    case 'withdrawn':
    case 'over':
      return noLongerAsked(view, state, to, undefined);
  }
}

/** What a link shows to somebody who is told that others owe something; `to` where they are. Reads only. */
export function watchedByLink(
  view: CaseView,
  claims: LinkClaims,
  agencies: AgencyTitles,
): Words & { to?: Addressee } {
  const state = dutyAt(view, claims);
  const to = state?.watchers.find((one) => one.person === claims.person);
  if (state === undefined || to === undefined || !mayGet(to.recipient, 'see-notice')) return notFound(view);
  return { ...wordsOf(view, state, to, agencies), to };
}
