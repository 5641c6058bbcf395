import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { memoOf } from '../config/case-row';
import type { CaseMemo } from '../domain/case-view';
import type { OutsideActivities, ReportMarks } from '.';

/** What was opened earlier than this was on the list when the report was sent. */
const lookBackMs = 60 * 60_000;
/** The clocks of server and pages may differ by so much. */
const slackMs = 60_000;
/** So many at most are looked at, the latest first: what is more than that in an hour is no race of two. */
const mostSeen = 50;

/** References of open cases that share a mark with a report and opened before it, within the last hour, in order. */
export const repeatsOn =
  (client: Client) =>
  async (report: ReportMarks): Promise<string[]> => {
    const [since, until] = [report.openedAtMs - lookBackMs, report.openedAtMs + slackMs].map((ms) =>
      new Date(ms).toISOString(),
    );
    const query = `WorkflowType = 'seriousIncident' AND ExecutionStatus = 'Running' AND StartTime BETWEEN '${since}' AND '${until}'`;
    const found: string[] = [];
    let seen = 0;
    for await (const { memo } of client.workflow.list({ query, pageSize: mostSeen })) {
      const other = memoOf(memo);
      if (other && isEarlier(other, report) && other.marks.some((mark) => report.marks.includes(mark)))
        found.push(other.reference);
      seen += 1;
      if (seen === mostSeen) break;
    }
    return found.sort();
  };

/** Tells another case something, by a signal like anybody else. */
export const createOtherCases = (client: Client): Pick<OutsideActivities, 'recordElsewhere'> => ({
  async recordElsewhere({ reference, duty, submission }) {
    try {
      await client.workflow.getHandle(reference).signal(duty, submission);
      return 'recorded';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'absent';
      throw error;
    }
  },
});

/** Of two cases one alone asks, whichever of them looks first. */
const isEarlier = (
  other: Pick<CaseMemo, 'openedAtMs' | 'reference'>,
  one: Pick<CaseMemo, 'openedAtMs' | 'reference'>,
): boolean =>
  other.openedAtMs < one.openedAtMs ||
  (other.openedAtMs === one.openedAtMs && other.reference < one.reference);
