import { dayInWords } from '../../domain/dates-in-words';
import type { FirstDate } from '../services';

/** What an agency that reports is told of the next steps: none of them is its own. */
export function whatHappens(firstDates: readonly FirstDate[]): string[] {
  const by = (duty: string): string => {
    const date = firstDates.find((one) => one.duty === duty);
    return date === undefined ? '' : ` by ${dayInWords(date.alarmOn ?? date.dueOn)}`;
  };
  return [
    'The business unit of the partnership has your report, and may ring you.',
    `The three safeguarding partners decide${by('notification-threshold')} whether the incident is notified to the national panel.`,
    `You will be told by e-mail what was decided,${by('threshold-outcome-to-referrer') || ' when it is'}.`,
    'Until then you need do nothing here. What your own agency does to keep children safe goes on.',
  ];
}
