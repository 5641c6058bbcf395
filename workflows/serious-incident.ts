import { workflowInfo } from '@temporalio/workflow';
import type { Opening } from '../domain/record';
import type { UnreadableReason } from '../domain/unreadable';
import { runCase } from './case/run-case';
import { belowThreshold } from './below-threshold';
import type { Incident } from './incident';
import { keepRecord } from './keep-record';
import { notifyPanel } from './notification';
import { acceptReport, completeReport, heedDeaths, lookForRepeats, makeChildrenSafe } from './report';
import { reviewRapidly } from './rapid-review';
import { decideThreshold } from './threshold';

/** One serious child safeguarding incident, from the report to the closed record. Source: D 4-20. */
export async function seriousIncident(opening: Opening): Promise<void> {
  // A report that its key does not open may be read when the right key is back: until then the case stands, visibly.
  if (isShut(opening))
    throw new Error('The report of this case cannot be opened with the key that it names.');
  // Started past us, with what is no report of ours: there is no case here.
  if (!isOpening(opening)) return;
  const { file, ending } = await runCase(opening, followProcedure);
  await keepRecord(file, ending);
}

const isShut = (opening: unknown): boolean =>
  typeof opening === 'object' &&
  opening !== null &&
  'unreadable' in opening &&
  opening.unreadable === ('not-authentic' satisfies UnreadableReason);

const isOpening = (opening: Partial<Opening> | undefined | null): boolean =>
  opening?.reference === workflowInfo().workflowId && Array.isArray(opening.children);

const followProcedure = async (incident: Incident): Promise<void> => {
  // Who rang the business unit has been told by it.
  if (incident.file.opening.reportedBy.source === 'agency') incident.tell('report-received');
  if (!(await acceptReport(incident))) return;
  const safe = makeChildrenSafe(incident);
  const { notSafe } = incident.file.opening;
  incident.tell('report-forwarded-to-director', notSafe ? { outcome: 'not-safe' } : {});
  incident.tell('incident-reported-to-partners');
  heedDeaths(incident);
  completeReport(incident);
  const looked = lookForRepeats(incident);

  incident.enter('threshold');
  const threshold = decideThreshold(incident);
  incident.tell('threshold-outcome-to-referrer', { once: threshold });
  const outcome = await threshold;
  incident.tell('threshold-outcome-to-learning-chair', { outcome });

  if (outcome === 'met') {
    const { notified, acknowledgement } = notifyPanel(incident);
    await reviewRapidly(incident, notified);
    // It holds up nothing: a case is not kept open for one that never came.
    acknowledgement.close();
  } else {
    await belowThreshold(incident);
  }
  await Promise.all([safe, looked]);
};
