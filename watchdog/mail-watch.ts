import type { MailCheck } from '../config/mail-check';
import type { MailTrouble } from '../config/mail-result';
import type { Finding } from './finding';

const everyMs = 15 * 60_000;
/** A relay that is being restarted is no news. */
const tolerated = 1;

/**
 * Tries the mail relay, at most every fifteen minutes; at each call, what is wrong with it by the last two tries. A
 * refused sign-in or certificate is ours to mend and no letter's fault, so that no duty of a case would say it.
 */
export const openMailWatch = (check: MailCheck): ((nowMs: number) => Promise<Finding[]>) => {
  let triedAtMs = -Infinity;
  let failures = 0;
  let trouble: MailTrouble | null = null;
  return async (nowMs) => {
    if (nowMs - triedAtMs >= everyMs) {
      triedAtMs = nowMs;
      trouble = await check();
      failures = trouble === null ? 0 : failures + 1;
    }
    if (trouble === null || failures <= tolerated) return [];
    const today = new Date(nowMs).toISOString().slice(0, 10);
    return [{ id: `attention-mail-refused-${today}`, what: 'mail-refused', trouble }];
  };
};
