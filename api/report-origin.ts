import type { Opening } from '../domain/record';
import type { Row } from '../domain/papers/answer-rows';

const reasons: Readonly<Record<Opening['acceptance'], string | null>> = {
  accepted: null,
  'address-unknown': 'The address it came from is not in the directory',
  'likely-duplicate': 'It may repeat an incident that was reported already',
};

/** Where an agency's report came from, and why it waited for the business unit; none for a report that staff entered. */
export function reportOrigin({ reportedBy, acceptance }: Opening): Row[] {
  if (reportedBy.source !== 'agency') return [];
  const because = reasons[acceptance];
  return [
    { label: 'Sent from', value: `${reportedBy.address}, proved by a code` },
    ...(because === null ? [] : [{ label: 'Why the business unit decides', value: because }]),
  ];
}
