import type { CaseView } from '../domain/case-view';
import { dayInWords, otherReadingInWords } from '../domain/dates-in-words';
import type { FirstDate } from '../domain/first-date';
import type { Law } from './services';

const notification = 'panel-notification';
const undecided: readonly CaseView['stage'][] = ['report', 'threshold'];

/** The day from which its clocks count now: it may have been corrected. */
const awareOn = ({ duties, opening }: CaseView): string =>
  duties
    .flatMap(({ dates }) => dates?.readings ?? [])
    .findLast(({ from, fromOn }) => from === 'authority-aware' && fromOn !== null)?.fromOn ??
  opening.authorityAwareOn;

/** When the panel is to be notified if the threshold is met: its time runs before that is decided. Null once it is, or where no date can be known. */
export function notificationIfMet(view: CaseView, law: Pick<Law, 'firstDates'>): FirstDate | null {
  if (view.closed || view.stoppedAtMs !== undefined || !undecided.includes(view.stage)) return null;
  if (view.duties.some(({ duty }) => duty === notification)) return null;
  const { edition, incidentOn, reportReceivedOn } = view.opening;
  const dates = law.firstDates(edition, { awareOn: awareOn(view), incidentOn, receivedOn: reportReceivedOn });
  return 'refused' in dates ? null : (dates.find(({ duty }) => duty === notification) ?? null);
}

/** The same in a sentence, with the later day that another reading allows. */
export function ifMetInWords(ifMet: FirstDate | null): string | null {
  if (ifMet === null) return null;
  const { dueOn, alarmOn } = ifMet;
  const later = alarmOn === undefined ? '' : `; ${otherReadingInWords(dueOn)}`;
  return `If the threshold is met, the national panel is to be notified by ${dayInWords(alarmOn ?? dueOn)}${later}. That time is running already.`;
}
