import { workflowInfo } from '@temporalio/workflow';
import type { Opening } from '../domain/record';
import { runCase } from './case/run-case';
import { belowThreshold } from './below-threshold';
import type { Incident } from './incident';
import { keepRecord } from './keep-record';
import { notifyPanel } from './notification';
import { acceptReport, makeChildrenSafe } from './report';
import { reviewRapidly } from './rapid-review';
import { decideThreshold } from './threshold';

/** One serious child safeguarding incident, from the report to the closed record. Source: D 4-20. */
export async function seriousIncident(opening: Opening): Promise<void> {
  // Started past us, with what is no report of ours: there is no case here.
  if (!isOpening(opening)) return;
  const { file, ending } = await runCase(opening, followProcedure);
  await keepRecord(file, ending);
}

const isOpening = (opening: Partial<Opening> | undefined | null): boolean =>
  opening?.reference === workflowInfo().workflowId && Array.isArray(opening.children);

const followProcedure = async (incident: Incident): Promise<void> => {
  if (!(await acceptReport(incident))) return;
  const { children } = incident.file.opening;
  const safe = makeChildrenSafe(incident);
  incident.tell('report-forwarded-to-director');
  incident.tell('incident-reported-to-partners');
  // Whether or not abuse or neglect is suspected, and so before the threshold and apart from it (D 7.4).
  let told = children.some(({ outcome, lookedAfter }) => outcome === 'died' && lookedAfter);
  if (told) incident.tell('looked-after-death');
  incident.file.onCorrection = ({ lookedAfterDied }) => {
    if (lookedAfterDied === true && !told) incident.tell('looked-after-death');
    told ||= lookedAfterDied === true;
  };

  incident.enter('threshold');
  const threshold = decideThreshold(incident);
  incident.tell('threshold-outcome-to-referrer', { once: threshold });
  const outcome = await threshold;
  incident.tell('threshold-outcome-to-learning-chair', { outcome });

  if (outcome === 'met') {
    const acknowledgement = notifyPanel(incident);
    await reviewRapidly(incident);
    // It holds up nothing: a case is not kept open for one that never came.
    acknowledgement.close();
  } else {
    await belowThreshold(incident);
  }
  await safe;
};
