import { dayInWords } from '../../domain/dates-in-words';
import type { FirstDate } from '../../domain/first-date';

/**
 * What an agency that reports is told of the next steps: none of them is its own. It is the same whether or not the report
 * may repeat another, which no reporter is to learn.
 */
export function whatHappens(firstDates: readonly FirstDate[], isKnownAddress: boolean): string[] {
  const by = (duty: string): string => {
    const date = firstDates.find((one) => one.duty === duty);
    return date === undefined ? '' : ` by ${dayInWords(date.alarmOn ?? date.dueOn)}`;
  };
  const partners = `the three safeguarding partners decide${by('notification-threshold')} whether the incident is notified to the national panel`;
  const outcome = by('threshold-outcome-to-referrer') || ' when it is';
  return [
    ...(isKnownAddress
      ? [
          'The business unit of the partnership has your report, and may ring you.',
          `If it is taken up as a case of its own, ${partners}.`,
        ]
      : [
          'The business unit of the partnership does not know your e-mail address. It has your report, may ring you, and first decides whether it is taken up as a case.',
          'If it is not, you will be told by e-mail.',
          `If it is, ${partners}: the time for that is running already.`,
        ]),
    `You will be told by e-mail what was decided,${outcome}.`,
    'Until then you need do nothing here. What your own agency does to keep children safe goes on.',
  ];
}
