import type { ContentKeys } from '../config/content-keys';
import type { ReportIndex } from '../config/report-index';
import { londonDateOf } from '../domain/calendar/london';
import type { OutsideActivities } from '.';

type Kept = { contentKeys: Pick<ContentKeys, 'destroy'>; reportIndex: Pick<ReportIndex, 'remove'> };

/**
 * Destroys what people wrote of a case and its record, by destroying the key under which all of it is sealed; and the marks
 * by which another report would find it.
 */
export const createDestroyContent =
  ({ contentKeys, reportIndex }: Kept): OutsideActivities['destroyContent'] =>
  async ({ reference, by, atMs }) => {
    await contentKeys.destroy(reference, { by, atMs });
    await reportIndex.remove(reference);
    return { reference, by, atMs, on: londonDateOf(atMs) };
  };
