import { londonDateOf } from '../domain/calendar/london';
import type { CaseView } from '../domain/case-view';
import { dayInWords } from '../domain/dates-in-words';
import type { Answer } from '../domain/record';
import type { Asked } from './asked';
import { proposedOn } from './now-marks';
import { copiesSentOn, earliestOn, givenOf, isWorking, type Given } from './publication-day';
import type { Law } from './services';

const bodies = 'the national panel and the Department for Education';

/** What to know while proposing a day: from which day it is counted, and the first that works. */
export function notesOnProposing(asked: Asked, law: Law): string[] {
  const given = givenOf(asked, law);
  if (given === null) return [];
  const sentOn = copiesSentOn(given);
  const ifToday = earliestOn(given, given.todayOn);
  const today = ifToday === null ? null : dayInWords(ifToday);
  if (sentOn === null)
    return today === null ? [] : [`If the copies go out today, the earliest day of publication is ${today}.`];
  const earliest = earliestOn(given, sentOn);
  if (earliest === null) return [];
  const counted = `The last of the copies was accepted on ${dayInWords(sentOn)}, so the earliest day of publication is ${dayInWords(earliest)}.`;
  const anew =
    today === null || ifToday === earliest
      ? ''
      : ` If the report has changed, new copies go out; if they go out today, the earliest day is ${today}.`;
  return [`${counted}${anew}`];
}

function tooEarly(given: Given, on: string, isChanged: boolean): string[] {
  const copiesOn = given.law.copiesBy(given.edition, on);
  const sentOn = isChanged ? null : copiesSentOn(given);
  const countedOn = sentOn ?? given.todayOn;
  if (copiesOn === null || copiesOn >= countedOn) return [];
  const earliest = earliestOn(given, countedOn);
  const had = `For publication on ${dayInWords(on)} ${bodies} must have had their copies by ${dayInWords(copiesOn)}.`;
  const why =
    sentOn === null
      ? 'That day is past, and no copies of this report have been accepted.'
      : `The last of them was accepted on ${dayInWords(sentOn)}, which is too late for it.`;
  const instead = earliest === null ? '' : ` The earliest day that works is ${dayInWords(earliest)}.`;
  return [
    `This day is too early. ${had} ${why}${instead} You can send this, but the publication cannot be recorded until a day that works has been proposed.`,
  ];
}

/** Why the day that was proposed does not work, on the page of the case; null while it may. */
export function tooEarlyAsProposed(view: CaseView, law: Law): string | null {
  const given = { law, edition: view.opening.edition, view, todayOn: londonDateOf(view.nowMs) };
  const on = proposedOn(view);
  const copiesOn = on === null ? null : law.copiesBy(given.edition, on);
  const sentOn = copiesSentOn(given);
  if (copiesOn === null || sentOn === null || copiesOn >= sentOn) return null;
  const earliest = earliestOn(given, sentOn);
  const instead = earliest === null ? '' : ` The earliest day that works is ${dayInWords(earliest)}.`;
  return `By ${dayInWords(copiesOn)} ${bodies} must have had their copies, and the last was accepted on ${dayInWords(sentOn)}.${instead}`;
}

function tooLate({ view }: Given, on: string): string[] {
  const { dueOn, alarmOn } =
    view.duties.findLast(({ duty, state }) => duty === 'publication' && state === 'open')?.dates ?? {};
  const toDo = `If it cannot be earlier, record why under “Is publication delayed, and why?”: ${bodies} are then told.`;
  if (dueOn && on > dueOn)
    return [
      `This day lies after ${dayInWords(dueOn)}, the day by which the report is to be published. ${toDo}`,
    ];
  if (alarmOn && on > alarmOn)
    return [
      `By the strictest reading of the rules the report is to be published by ${dayInWords(alarmOn)}; this day lies after it. ${toDo}`,
    ];
  return [];
}

/** What is wrong with the day that is being proposed; nothing is refused by it. */
export function warningsOnProposing(asked: Asked, { facts }: Pick<Answer, 'facts'>, law: Law): string[] {
  const given = givenOf(asked, law);
  const on = facts['proposedOn'];
  if (given === null || typeof on !== 'string') return [];
  return [
    ...tooEarly(given, on, facts['reportChanged'] === true),
    ...(isWorking(on) === false
      ? [`${dayInWords(on)} is not a working day. Please check that you mean it.`]
      : []),
    ...tooLate(given, on),
  ];
}

/** By when the copies must be there for the day that is being proposed, while that day is still to come. */
export function copiesNote(asked: Asked, { facts }: Pick<Answer, 'facts'>, law: Law): string[] {
  const given = givenOf(asked, law);
  const on = facts['proposedOn'];
  const copiesOn = given === null || typeof on !== 'string' ? null : law.copiesBy(given.edition, on);
  if (given === null || copiesOn === null || copiesOn < given.todayOn) return [];
  return [`For that day ${bodies} must have their copies by ${dayInWords(copiesOn)}.`];
}

/** What to do where a publication is recorded that lies before the day proposed; null where it does not. */
export function adviceOnEarlyPublication(
  asked: Asked,
  { facts }: Pick<Answer, 'facts'>,
  law: Law,
): string | null {
  const given = givenOf(asked, law);
  const on = facts['publishedOn'];
  const planned = given === null ? null : proposedOn(given.view);
  if (given === null || planned === null || typeof on !== 'string' || on >= planned) return null;
  const sentOn = copiesSentOn(given);
  const earliest = sentOn === null ? null : earliestOn(given, sentOn);
  const notYet = `The date proposed is ${dayInWords(planned)}, and this is earlier.`;
  if (earliest !== null && earliest <= on && on === given.todayOn)
    return `${notYet} The copies went out early enough for today: propose today as the day of publication first, then record it here.`;
  const sooner =
    earliest !== null && earliest < planned && planned > given.todayOn
      ? ` If you want it sooner, propose another day: the earliest that works is ${dayInWords(earliest < given.todayOn ? given.todayOn : earliest)}.`
      : '';
  return `${notYet} If the report is not public yet, record it once it is, on the day proposed or later.${sooner} If it is public already, tell ${bodies}, and write what happened under “Add information to the record”.`;
}
