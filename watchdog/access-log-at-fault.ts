import { createHash } from 'node:crypto';
import { openAccessLog } from '../config/access-log/open';
import { verifyAccessLog } from '../config/access-log/verify';
import type { GrowingStore } from '../config/folder-store';
import type { KeyRing } from '../config/key-ring';
import type { Finding } from './finding';

/**
 * The access log, where it is not as it was written: once for the same faults. That it is looked through is an entry of
 * its own, in a chain of its own, which says of every other how far it went: one whose process was killed since is no fault.
 */
export const accessLogAtFault = async (
  store: GrowingStore,
  keys: KeyRing,
  nowMs: number,
): Promise<Finding[]> => {
  const own = openAccessLog(store, keys, 'watchdog');
  await own.record({ person: 'watchdog', role: 'service', action: 'verify-access-log', outcome: 'begun' });
  await own.close();
  const { faults } = await verifyAccessLog(store, keys, nowMs);
  if (faults.length === 0) return [];
  const mark = createHash('sha256').update(faults.toSorted().join('\n')).digest('hex').slice(0, 24);
  return [{ id: `attention-access-log-at-fault-${mark}`, what: 'access-log-at-fault' }];
};
