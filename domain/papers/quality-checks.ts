import { counted } from '../calendar/span';
import { addWorkingDays, CalendarEnded, workingDayNumber } from '../calendar/working-days';
import { londonDateOf } from '../calendar/london';
import type { CaseView } from '../case-view';
import { capital, dayInWords } from '../dates-in-words';
import type { Row } from './answer-rows';
import { dayOf, reachedParts } from './case-days';

/** Something that was to be done within so many working days of something else; day 1 is the first working day after it. */
type Check = {
  question: string;
  within: number;
  from: { what: string; on: string | null };
  done: { what: string; on: string | null };
};

/** When the outcome of the rapid review reached the national panel: the decision, with the record of the meeting. */
function outcomeSentOn(view: CaseView): string | null {
  const notice = view.duties.findLast(
    ({ duty, instance }) => duty === 'rapid-review-outcome-to-panel' && instance === '-',
  );
  return notice === undefined ? null : (reachedParts(view, notice, 'notice')[0]?.on ?? null);
}

function checksOf(view: CaseView): Check[] {
  const incident = { what: 'the incident', on: dayOf(view, 'incident') };
  const notification = { what: 'the notification', on: dayOf(view, 'panel-notification') };
  const acknowledgement = { what: 'the acknowledgement', on: dayOf(view, 'panel-acknowledgement') };
  const meeting = { what: 'the meeting', on: dayOf(view, 'rapid-review-meeting') };
  const report = { what: 'the report to the panel', on: outcomeSentOn(view) };
  return [
    {
      question: 'Was the national panel notified within 5 working days of the incident?',
      within: 5,
      from: incident,
      done: notification,
    },
    {
      question: 'Was the rapid review held within 15 working days of the notification?',
      within: 15,
      from: notification,
      done: meeting,
    },
    {
      question:
        'Were the decision and the minutes sent to the national panel within 15 working days of its acknowledgement?',
      within: 15,
      from: acknowledgement,
      done: report,
    },
    {
      question: 'The same, counted from the notification',
      within: 15,
      from: notification,
      done: report,
    },
  ];
}

function resultInWords({ within, from, done }: Check, todayOn: string): string {
  if (from.on === null) {
    const sent = done.on === null ? '' : ` ${capital(done.what)}: ${dayInWords(done.on)}.`;
    return `Not yet: ${from.what}, from which it counts, is not recorded.${sent}`;
  }
  const lastOn = addWorkingDays(from.on, within);
  const dates = `${capital(from.what)}: ${dayInWords(from.on)}. `;
  if (done.on === null) {
    const result = todayOn > lastOn ? 'No: the time has run out, and it is not done' : 'Not yet';
    return `${result}. ${dates}Last day: ${dayInWords(lastOn)}.`;
  }
  const took = workingDayNumber(from.on, done.on);
  return (
    `${done.on > lastOn ? 'No' : 'Yes'}: it took ${counted(took, 'working day')}. ` +
    `${dates}${capital(done.what)}: ${dayInWords(done.on)}. Last day: ${dayInWords(lastOn)}.`
  );
}

function rowOf(check: Check, todayOn: string): Row {
  try {
    return { label: check.question, value: resultInWords(check, todayOn) };
  } catch (error) {
    if (!(error instanceof CalendarEnded)) throw error;
    return { label: check.question, value: `It cannot be counted. ${error.message}` };
  }
}

/**
 * The three checks that the form of the rapid review meeting asks for, computed from the record: yes, no or not yet, with
 * the dates and the working days that it took. For internal use; never for the panel. Source: D app. 5.
 */
export const qualityChecks = (view: CaseView): Row[] =>
  checksOf(view).map((check) => rowOf(check, londonDateOf(view.nowMs)));
