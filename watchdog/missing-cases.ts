import type { Client } from '@temporalio/client';
import { clientForLists } from '../config/encryption/naming-codec';
import type { ContentKeys } from '../config/content-keys';
import type { OpenedCases } from '../config/opened-cases';
import { cases, findingAbout, type Finding } from './finding';

export type KeptOfCases = {
  openedCases: Pick<OpenedCases, 'references' | 'openedAtMs'>;
  contentKeys: Pick<ContentKeys, 'destruction'>;
};

/** A case just opened is not listed at once. */
const graceMs = 10 * 60_000;

/**
 * Cases that were opened and that the server knows no more: somebody deleted them, or the store was put back from a
 * time before them. One whose content key is destroyed is over, and dropped from the server by itself.
 * @throws when Temporal or the store does not answer.
 */
export const missingCases = async (
  client: Client,
  { openedCases, contentKeys }: KeptOfCases,
  nowMs: number,
): Promise<Finding[]> => {
  const marked = await openedCases.references();
  const listed = new Set<string>();
  for await (const { workflowId } of clientForLists(client).workflow.list({ query: cases }))
    listed.add(workflowId);
  const findings: Finding[] = [];
  for (const reference of marked.filter((one) => !listed.has(one))) {
    if ((await openedCases.openedAtMs(reference)) > nowMs - graceMs) continue;
    // A key that cannot be read is no destroyed one.
    if ((await contentKeys.destruction(reference).catch(() => null)) !== null) continue;
    findings.push(findingAbout('case-missing', reference, 'missing'));
  }
  return findings;
};
