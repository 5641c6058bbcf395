import type { CaseFiles } from '../config/case-files';
import type { ContentKeys } from '../config/content-keys';
import type { ReportIndex } from '../config/report-index';
import { londonDateOf } from '../domain/calendar/london';
import type { OutsideActivities } from '.';

type Kept = {
  contentKeys: Pick<ContentKeys, 'destroy'>;
  files: Pick<CaseFiles, 'destroy'>;
  reportIndex: Pick<ReportIndex, 'remove'>;
};

/**
 * Destroys what people wrote of a case, its files and its record, by destroying the key under which all of it is sealed;
 * then the files themselves, and the marks by which another report would find it.
 */
export const createDestroyContent =
  ({ contentKeys, files, reportIndex }: Kept): OutsideActivities['destroyContent'] =>
  async ({ reference, by, atMs }) => {
    await contentKeys.destroy(reference, { by, atMs });
    await files.destroy(reference);
    await reportIndex.remove(reference);
    return { reference, by, atMs, on: londonDateOf(atMs) };
  };
