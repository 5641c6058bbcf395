import type { CaseView } from '../domain/case-view';
import { dayInWords, momentInWords } from '../domain/dates-in-words';
import { dayOf } from '../domain/papers/case-days';
import { otherAgency } from '../domain/papers/reporting-agency';
import type { AgencyTitles } from '../domain/parts-in-words';
import type { Opening } from '../domain/record';
import type { Row } from '../domain/papers/answer-rows';

const reasons: Readonly<Record<Opening['acceptance'], string | null>> = {
  accepted: null,
  'address-unknown': 'The address it came from is not in the directory',
  'likely-duplicate': 'It may repeat an incident that was reported already',
};

/** When the report came in: with a time where an agency sent it, and by the day that staff entered, or corrected, where they did. */
export function reportArrival(view: CaseView): Row[] {
  const { reportedBy, openedAtMs, reportReceivedOn } = view.opening;
  const cameAt = momentInWords(openedAtMs);
  const on = dayOf(view, 'report-received') ?? reportReceivedOn;
  const corrected =
    on === reportReceivedOn ? '' : ` (corrected; first recorded as ${dayInWords(reportReceivedOn)})`;
  if (reportedBy.source === 'agency')
    return [
      { label: 'Received', value: cameAt },
      ...(corrected === '' ? [] : [{ label: 'Day of receipt', value: `${dayInWords(on)}${corrected}` }]),
    ];
  return [
    { label: 'Received', value: `${dayInWords(on)}${corrected}` },
    { label: 'Entered by the business unit', value: cameAt },
  ];
}

/** Which agency reported, and that staff entered it where they did; whoever that was has no place in the opening. */
export function reportedInWords({ reportedBy: { agency, source } }: Opening, agencies: AgencyTitles): string {
  const by = agency === otherAgency ? 'another agency' : (agencies[agency] ?? agency);
  return `Reported by ${by}${source === 'business-unit' ? '; entered by the business unit' : ''}.`;
}

/** Where an agency's report came from, and why it waited for the business unit; none for a report that staff entered. */
export function reportOrigin({ reportedBy, acceptance }: Opening): Row[] {
  if (reportedBy.source !== 'agency') return [];
  const because = reasons[acceptance];
  return [
    { label: 'Sent from', value: `${reportedBy.address}, proved by a code` },
    ...(because === null ? [] : [{ label: 'Why the business unit decides', value: because }]),
  ];
}
