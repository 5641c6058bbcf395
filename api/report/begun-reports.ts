import type { Services, SignedIn } from '../services';
import { ownerOf } from './filling';

/** How many reports somebody of staff began and has not sent, and when the latest was saved; null where there is none. */
export async function begunReports(
  services: Services,
  staff: SignedIn,
): Promise<{ count: number; savedAtMs: number } | null> {
  try {
    const begun = (await services.drafts.list(ownerOf({ staff }), services.clock())).filter(
      ({ draft }) => draft.sent === null,
    );
    const [latest] = begun;
    return latest === undefined ? null : { count: begun.length, savedAtMs: latest.draft.savedAtMs };
  } catch (error) {
    // The first page is wanted all the same.
    services.log.error({ event: 'saved-reports-not-listed' }, error);
    return null;
  }
}
