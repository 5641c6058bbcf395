import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { wasOpenedWith } from '../config/case-row';
import type { IndexedReport, ReportIndex } from '../config/report-index';
import type { OutsideActivities, ReportMarks } from '.';

/** What was opened earlier than this was there when the report was sent. */
const lookBackMs = 60 * 60_000;

/** References of open cases that share a mark with a report and opened before it, within the last hour, in order. */
export const repeatsOn =
  (client: Client, { sharing }: Pick<ReportIndex, 'sharing'>) =>
  async (report: ReportMarks): Promise<string[]> => {
    const sharers = await sharing(report.marks);
    // A form that had to be sent again was entered earlier than its case was opened.
    const own = sharers.find(({ reference }) => reference === report.reference) ?? report;
    const found = sharers.filter(
      (other) => isEarlier(other, own) && other.openedAtMs > own.openedAtMs - lookBackMs,
    );
    const open = await Promise.all(found.map(({ reference }) => isOpenWith(client, reference, report.marks)));
    return found.flatMap(({ reference }, index) => (open[index] ? [reference] : []));
  };

/** So long after a report was entered its case has been started, or never will be. */
const startingMs = 3_000;

const isOpenWith = async (
  client: Client,
  reference: string,
  marks: readonly string[],
  isSecondLook = false,
): Promise<boolean> => {
  try {
    const { type, status, memo } = await client.workflow.getHandle(reference).describe();
    return type === 'seriousIncident' && status.name === 'RUNNING' && wasOpenedWith(memo, marks);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    if (isSecondLook) return false;
    await sleep(startingMs);
    return isOpenWith(client, reference, marks, true);
  }
};

/** Tells another case something, by a signal like anybody else. */
export const createOtherCases = (client: Client): Pick<OutsideActivities, 'recordElsewhere'> => ({
  async recordElsewhere({ reference, duty, submission }) {
    try {
      const other = client.workflow.getHandle(reference);
      await other.signal(duty, submission);
      // What comes after the close is put into the record.
      return (await other.describe()).type === 'recordRetention' ? 'closed' : 'recorded';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'absent';
      throw error;
    }
  },
});

/** Of two cases one alone asks, whichever of them looks first. */
const isEarlier = (
  other: Pick<IndexedReport, 'openedAtMs' | 'reference'>,
  one: Pick<IndexedReport, 'openedAtMs' | 'reference'>,
): boolean =>
  other.openedAtMs < one.openedAtMs ||
  (other.openedAtMs === one.openedAtMs && other.reference < one.reference);
