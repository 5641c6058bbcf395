import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import type { Connection } from '@temporalio/client';
import { ConfigurationError } from '../config/configuration-error';
import { openContentKeys } from '../config/content-keys';
import { unfilledRoles } from '../config/directory';
import { directoryFrom } from '../config/directory-file';
import { readEnvironment, type Environment } from '../config/environment';
import { keyIdOf } from '../config/encryption/case-codec';
import { folderStore } from '../config/folder-store';
import { openMalwareScanner } from '../config/malware-scanner';
import { openMailCheck } from '../config/mail-check';
import { OwnError } from '../config/own-error';
import { reachTemporal } from '../config/reach-temporal';
import { englandAndWales } from '../domain/calendar/bank-holidays';
import { londonDateOf } from '../domain/calendar/london';
import { embeddedVariables } from '../local/embedded-variables';
import { calendarEnd } from '../watchdog/calendar-ending';
import { cases, mailTroubles } from '../watchdog/finding';
import { unfilledByName } from '../worker/roles-filled';
import { BadInput, type Terminal } from './terminal';

/** What a check found: nothing wrong, something to see to in time, or something that must be mended; a sentence each. */
type Found = { state: 'well' | 'warning' | 'fault'; sentence: string };

const well = (sentence: string): Found => ({ state: 'well', sentence });
const fault = (sentence: string): Found => ({ state: 'fault', sentence });

const checkDirectory = (environment: Environment): Found => {
  const directory = directoryFrom(environment.directoryFile, (error) => {
    throw error;
  })();
  const unfilled = unfilledRoles(directory, londonDateOf(Date.now()));
  return unfilled.length === 0
    ? well('Directory: every role is filled today.')
    : fault(`Directory: nobody fills ${unfilledByName(unfilled)}.`);
};

/** Not for long: somebody waits. */
const connectTimeout = 3_000;

type Reach = (temporal: Environment['temporal']) => Promise<Connection>;

const checkServer = async ({ temporal }: Environment, reach: Reach): Promise<Found> => {
  try {
    const connection = await reach(temporal);
    await connection.close();
    return well(`Temporal: answers at ${temporal.address} and has the namespace ${temporal.namespace}.`);
  } catch (error) {
    if (!(error instanceof OwnError)) throw error;
    return fault(error.message);
  }
};

const mailLimits = { connectionMs: 5_000, greetingMs: 5_000, socketMs: 5_000, attemptMs: 15_000 };

/** Connects, takes up TLS and signs in: no letter is sent. */
const checkMail = async ({ mail }: Environment): Promise<Found> => {
  const { hostname, port, protocol } = new URL(mail.smtpUrl.reveal());
  const where = `${hostname}:${port || (protocol === 'smtps:' ? '465' : '587')}`;
  const trouble = await openMailCheck(mail, mailLimits)();
  return trouble === null
    ? well(`Mail: the relay at ${where} would take a letter.`)
    : fault(`Mail: the relay at ${where} takes no letter. ${mailTroubles[trouble]}`);
};

const checkStorage = async ({ documents }: Environment): Promise<Found> => {
  try {
    await mkdir(documents, { recursive: true, mode: 0o700 });
    await access(documents, constants.R_OK | constants.W_OK);
    return well(`Storage: ${documents} can be read and written.`);
  } catch {
    return fault(`Storage: ${documents} cannot be read and written.`);
  }
};

/** Content keys by their master keys, and the histories of open cases by their encryption keys: whether each key is there. */
const checkKeys = async (
  { documents, masterKeys, encryptionKeys, temporal }: Environment,
  reach: Reach,
): Promise<Found> => {
  const missing = new Set<string>();
  const wrapped = await openContentKeys(folderStore(documents), masterKeys.reveal()).wrappedBy();
  for (const id of wrapped.keys()) if (!masterKeys.reveal().keys.has(id)) missing.add(`${id} (MASTER_KEYS)`);
  for (const id of await keysOfOpenCases(temporal, reach))
    if (!encryptionKeys.reveal().keys.has(id)) missing.add(`${id} (ENCRYPTION_KEYS)`);
  return missing.size === 0
    ? well('Keys: every key that cases need is there.')
    : fault(
        `Keys: missing is ${[...missing].join(', ')}. What needs it cannot be read until it is put back; nothing is lost.`,
      );
};

/** None where the server does not answer: that is said already. */
const keysOfOpenCases = async (temporal: Environment['temporal'], reach: Reach): Promise<Set<string>> => {
  const connection = await reach(temporal).catch(() => null);
  if (connection === null) return new Set();
  try {
    const { executions } = await connection.workflowService.listWorkflowExecutions({
      namespace: temporal.namespace,
      query: `${cases} AND ExecutionStatus = 'Running'`,
      pageSize: 1_000,
    });
    const memos = executions.flatMap(({ memo }) => Object.values(memo?.fields ?? {}));
    return new Set(memos.flatMap((payload) => keyIdOf(payload) ?? []));
  } finally {
    await connection.close();
  }
};

/** Files that people attach: who opens one trusts that somebody has looked. */
const checkScanner = async ({ files: { scanner } }: Environment): Promise<Found> => {
  if (scanner === null)
    return {
      state: 'warning',
      sentence: 'Files: what people attach is not checked for malware; CLAMD names a scanner.',
    };
  const where = 'path' in scanner ? scanner.path : `${scanner.host}:${scanner.port}`;
  return (await openMalwareScanner(scanner, { silentMs: 5_000 }).answers())
    ? well(`Files: the scanner at ${where} answers.`)
    : fault(`Files: the scanner at ${where} does not answer; what people attach stays in quarantine.`);
};

const checkCalendar = (): Found => {
  const end = calendarEnd(Date.now());
  return end === null
    ? well(`Calendar: bank holidays are known until ${englandAndWales.until}.`)
    : {
        state: 'warning',
        sentence: `Calendar: bank holidays are known until ${end}: install a newer version with the next list.`,
      };
};

/** The statements for the public say what only the partnership knows. Null where the directory is at fault: that is said already. */
const checkStatements = (environment: Environment): Found | null => {
  const statements = statementsOf(environment);
  if (statements === null) return null;
  const names = ['dataProtection', 'registration', 'lawfulBasis', 'accessibility', 'preparedOn'] as const;
  const missing = names.filter((name) => statements[name] === undefined);
  return missing.length === 0
    ? well('Statements: privacy and accessibility are filled in.')
    : {
        state: 'warning',
        sentence: `Statements: the directory's "statements" lack ${missing.join(', ')}; the pages /privacy and /accessibility say so.`,
      };
};

const statementsOf = ({ directoryFile }: Environment) => {
  try {
    return directoryFrom(directoryFile, () => undefined)().partnership.statements ?? {};
  } catch (error) {
    if (error instanceof ConfigurationError) return null;
    throw error;
  }
};

const marks = { well: 'well   ', warning: 'warning', fault: 'FAULT  ' };

/** Examines everything that a case needs, a line each. @throws BadInput where something must be mended. */
export const examine = async (
  terminal: Terminal,
  reach: Reach = (temporal) => reachTemporal(temporal, { connectTimeout }),
): Promise<void> => {
  const environment = readEnvironment(embeddedVariables(process.env));
  const checks = [
    checkDirectory,
    checkServer,
    checkMail,
    checkStorage,
    checkKeys,
    checkScanner,
    checkCalendar,
    checkStatements,
  ];
  const checked = await Promise.all(
    checks.map((check) =>
      Promise.resolve(environment)
        .then((given) => check(given, reach))
        .catch(asFault),
    ),
  );
  const found = [well('Configuration: the environment can be used.'), ...checked.flatMap((one) => one ?? [])];
  for (const { state, sentence } of found) terminal.out(`${marks[state]}  ${sentence}\n`);
  const faults = found.filter(({ state }) => state === 'fault').length;
  if (faults > 0)
    throw new BadInput(faults === 1 ? 'One thing must be mended' : `${faults} things must be mended`);
};

const asFault = (error: unknown): Found => {
  if (!(error instanceof OwnError)) throw error;
  return fault(error.message);
};
