import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { readEnvironment } from '../config/environment';
import { folderStore } from '../config/folder-store';
import type { Log } from '../config/log';
import { openMailer } from '../config/mail';
import { openMailCheck } from '../config/mail-check';
import { openServices } from '../config/services';
import { startOrExplain } from '../config/start-or-explain';
import { accessLogAtFault } from './access-log-at-fault';
import { calendarEnding } from './calendar-ending';
import { directoryAtFault } from './directory-at-fault';
import { look } from './look';
import { openMailWatch } from './mail-watch';
import { missingCases } from './missing-cases';
import { mail, openTelling } from './tell';

const everyMs = 60_000;
/** A server that is being restarted is no news. */
const tolerated = 3;
const lookMs = 30_000;
const hourMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
const repeatMs = dayMs;

/** At the first call and then once an hour, or as often as said. What keeps it from its work is logged, and it is tried at the next call. */
const hourly = (
  log: Log,
  failed: string,
  work: (nowMs: number) => Promise<void>,
  everyMs = hourMs,
): ((nowMs: number) => Promise<void>) => {
  let doneAtMs = -Infinity;
  return async (nowMs) => {
    if (nowMs - doneAtMs < everyMs) return;
    try {
      await work(nowMs);
      doneAtMs = nowMs;
    } catch (error) {
      log.error({ event: failed }, error);
    }
  };
};

/** The watchdog process: looks once a minute, until SIGTERM. */
async function main(): Promise<void> {
  const services = openServices(readEnvironment(), 'watchdog');
  const { environment, directory, dataConverter, log } = services;
  const { address, namespace, taskQueue } = environment.temporal;
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      ending.abort();
    });
  const mailer = openMailer(environment.mail);
  const { training } = environment;
  const client = new Client({ connection: Connection.lazy({ address }), namespace, dataConverter });
  const tell = openTelling({ client, taskQueue, mailer, directory, training }, log);
  const compareMarks = hourly(log, 'watchdog-marks-not-compared', async (nowMs) => {
    const missing = await client.withDeadline(nowMs + lookMs, () => missingCases(client, services, nowMs));
    for (const finding of missing) await tell(finding);
  });
  const forgetDrafts = hourly(log, 'watchdog-drafts-not-forgotten', async (nowMs) => {
    await services.reportDrafts.forgetExpired(nowMs);
    await services.answerDrafts.forgetExpired(nowMs);
    await services.sharedRefreshes.forgetExpired(nowMs);
  });
  const store = folderStore(environment.documents);
  const verifyAccess = hourly(
    log,
    'watchdog-access-log-not-verified',
    async (nowMs) => {
      for (const finding of await accessLogAtFault(store, environment.auditKeys.reveal(), nowMs))
        await tell(finding);
    },
    dayMs,
  );
  const forgetFiles = hourly(log, 'watchdog-files-not-forgotten', (nowMs) =>
    services.files.forgetUnused(nowMs),
  );
  const watchMail = openMailWatch(openMailCheck(environment.mail));
  /** Those in quarantine: a scanner that was down may be up again. */
  const scanFiles = (): Promise<void> =>
    services.files.scanWaiting().catch((error: unknown) => {
      log.error({ event: 'files-not-scanned' }, error);
    });
  const askAgainAtMs = new Map<string, number>();
  let failures = 0;
  let toldAtMs = -Infinity;
  while (!ending.signal.aborted) {
    const nowMs = Date.now();
    await scanFiles();
    try {
      const found = await client.withDeadline(nowMs + lookMs, () =>
        look(client, taskQueue, nowMs, askAgainAtMs),
      );
      failures = 0;
      const beside = [
        ...directoryAtFault(environment.directoryFile, nowMs),
        ...calendarEnding(nowMs),
        ...(await watchMail(nowMs)),
      ];
      for (const finding of [...found, ...beside]) await tell(finding);
      await compareMarks(nowMs);
      await forgetDrafts(nowMs);
      await verifyAccess(nowMs);
      await forgetFiles(nowMs);
    } catch (error) {
      failures += 1;
      log.error({ event: 'watchdog-look-failed', attempt: failures }, error);
      if (failures >= tolerated && nowMs - toldAtMs > repeatMs) {
        const finding = { id: 'attention-temporal-unreachable', what: 'temporal-unreachable' } as const;
        if (await mail({ mailer, directory, training }, finding, nowMs)) toldAtMs = nowMs;
      }
    }
    await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
  }
}

void startOrExplain(main);
