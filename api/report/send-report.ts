import { londonDateOf } from '../../domain/calendar/london';
import type { Services } from '../services';
import { openReport, type Reporter } from './open-report';
import type { Report } from './read-report';

/** What came of a report: a case, or others that may be of the same incident, which staff are to look at first. */
export type SentReport = { duplicates: readonly string[] } | Awaited<ReturnType<typeof openReport>>;

/** The year in which this form opened a case already; null where it has not. The turn of a year must not open another. */
async function openedIn({ keys, cases }: Services, token: string, years: number[]): Promise<number | null> {
  const tokenHash = keys.tokenHash(token);
  for (const year of years) {
    const found = await cases.look(keys.caseReference(token, year, 0));
    const opener = found.known === 'view' ? found.view.opening : found.known === 'memo' ? found.memo : null;
    if (opener?.tokenHash === tokenHash) return year;
  }
  return null;
}

/**
 * Sends a report for good, once for each `token`. Staff hear of likely duplicates, unless they say that it `isAnother`.
 * Throws where Temporal does not answer.
 */
export async function sendReport(
  services: Services,
  report: Report,
  by: Reporter,
  { token, isAnother }: { token: string; isAnother: boolean },
): Promise<SentReport> {
  const { keys, cases } = services;
  const year = Number(londonDateOf(services.clock()).slice(0, 4));
  const before = await openedIn(services, token, [year, year - 1]);
  if (before === null && 'staff' in by && !isAnother) {
    const marks = keys.incidentMarks(report.traits);
    const duplicates = await cases.repeated({ marks, tokenHash: keys.tokenHash(token) });
    if (duplicates.length > 0) return { duplicates };
  }
  return openReport(services, report, by, { token, year: before ?? year });
}
