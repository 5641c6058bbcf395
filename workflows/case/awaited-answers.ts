import type { DutyState } from '../../domain/case-view';
import { isOverdue, keyOf, type CaseFile, type Round } from './file';
import { answersByRole, awaitedParts, partOf } from './ledger';

/** Of the characters of all sentences together: the server takes two kilobytes of one attribute, and some are around each. */
const mostCharacters = 1900;
const aroundEach = 3;

/**
 * A sentence for each open question that waits for staff, then for each that waits for somebody who was asked by letter, the
 * oldest first; where they are too many, the last says how many more there are.
 */
export const awaitedInWords = ({ rounds }: CaseFile): string[] => {
  const asked = rounds.map((round) => ({ round, parts: awaitedParts(round) }));
  const ofStaff = asked.filter(({ parts }) => parts.some(isStaff));
  const ofOthers = asked.filter(({ parts }) => parts.length > 0 && !parts.some(isStaff));
  const all = [...ofStaff, ...ofOthers].map(({ round, parts }) => sentenceOf(round, parts));
  let characters = '999 more'.length + aroundEach;
  const left = all.findIndex((sentence) => (characters += sentence.length + aroundEach) > mostCharacters);
  return left === -1 ? all : [...all.slice(0, left), `${all.length - left} more`];
};

/** Whether the reading that rings on this day counts days, and not working days; of several, the edition's own. */
const countsDays = ({ dates }: DutyState, alarmOn: string): boolean => {
  const rings = dates?.readings.find(
    ({ dueOn, lastWorkingDayOn }) => (lastWorkingDayOn ?? dueOn) === alarmOn,
  );
  return rings !== undefined && !rings.within.includes('working day');
};

const isStaff = (part: string): boolean => answersByRole.includes(part);

/**
 * `agency-information/schools/1: agency-lead, since 2026-12-14T09:12Z, reminded 2`: the agency is the one that was asked. Of
 * staff, by when instead, and `in days` where that is no count of working days: `rapid-review-meeting/-/1: business-unit, since
 * 2026-12-14T09:12Z, by 2026-12-23 in days, overdue`.
 */
const sentenceOf = ({ state }: Round, parts: readonly string[]): string => {
  const { instance, openedAtMs, reminders, dates } = state;
  const ofAgency = partOf({ recipient: 'agency-lead', agency: instance });
  const whose = parts.map((part) => (part === ofAgency ? 'agency-lead' : part)).join(' ');
  const since = new Date(openedAtMs).toISOString().slice(0, 16);
  const alarmOn = parts.some(isStaff) ? dates?.alarmOn : null;
  return [
    `${keyOf(state)}: ${whose}`,
    `since ${since}Z`,
    ...(reminders > 0 && !parts.every(isStaff) ? [`reminded ${reminders}`] : []),
    ...(alarmOn ? [`by ${alarmOn}${countsDays(state, alarmOn) ? ' in days' : ''}`] : []),
    ...(alarmOn && isOverdue(state) ? ['overdue'] : []),
  ].join(', ');
};
