import path from 'node:path';
import { openCalendarFeeds, type CalendarFeeds } from './calendar-feeds';
import { openAccessLog, type AccessLog } from './access-log/open';
import { openCaseFiles, type CaseFiles } from './case-files';
import { openContentKeys, type ContentKeys } from './content-keys';
import type { Directory } from './directory';
import { directoryFrom } from './directory-file';
import { openDocuments } from './documents';
import { dataConverter } from './encryption/data-converter';
import type { Environment } from './environment';
import { folderStore } from './folder-store';
import { openFileTokens, type FileTokens } from './file-tokens';
import { openIncidentMarks, type IncidentTraits } from './incident-marks';
import { openLinks, type Links } from './links';
import { openLog, type Log } from './log';
import { openMalwareScanner } from './malware-scanner';
import { openOpenedCases, type OpenedCases } from './opened-cases';
import { openParcels, type Parcels } from './parcels';
import { openRecords, type Records } from './records';
import { openReportDrafts, type ReportDrafts } from './report-drafts';
import { openReportIndex, type ReportIndex } from './report-index';
import { openReferences, type References } from './references';
import { openSharedRefreshes, type SharedRefreshes } from './shared-refreshes';
import { deriveSecret, type Purpose } from './secrets';
import { openSubmissions, type Submissions } from './submissions';

/** What every part of the service shares. */
export type ConfiguredServices = Links &
  References &
  Submissions &
  FileTokens & {
    environment: Environment;
    log: Log;
    /** As its file stands now. */
    directory: () => Directory;
    /** For every worker and client. */
    dataConverter: ReturnType<typeof dataConverter>;
    files: CaseFiles;
    contentKeys: ContentKeys;
    parcels: Parcels;
    /** Who read and who wrote. */
    access: AccessLog;
    records: Records;
    openedCases: OpenedCases;
    reportIndex: ReportIndex;
    reportDrafts: ReportDrafts;
    answerDrafts: ReportDrafts;
    calendars: CalendarFeeds;
    sharedRefreshes: SharedRefreshes;
    incidentMarks: (traits: IncidentTraits) => string[];
    /** A derived secret in base64, for cookies and the like. */
    secretFor: (purpose: Purpose) => string;
  };

/** Beside the data, so that a part that starts anew has it. */
export const lastGoodDirectory = ({ documents }: Pick<Environment, 'documents'>): string =>
  path.join(documents, 'directory', 'last-good');

/** What calls for the services, as its chain of the access log is named. */
export type Part = 'application' | 'worker' | 'watchdog' | 'command-line' | 'drill' | 'test';

/** @throws ConfigurationError when the directory cannot be used. */
export function openServices(environment: Environment, part: Part): ConfiguredServices {
  const signingSecret = environment.signingSecret.reveal();
  const log = openLog(environment.logLevel);
  const store = folderStore(environment.documents);
  const { scanner } = environment.files;
  const contentKeys = openContentKeys(store, environment.masterKeys.reveal());
  return {
    environment,
    log,
    directory: directoryFrom(
      environment.directoryFile,
      (fault) => {
        log.error({ event: 'directory-at-fault' }, fault);
      },
      lastGoodDirectory(environment),
    ),
    dataConverter: dataConverter(
      environment.encryptionKeys.reveal(),
      environment.temporal.namespace,
      deriveSecret(signingSecret, 'key-marks'),
    ),
    files: openCaseFiles(
      { store, documents: openDocuments(store), keys: contentKeys },
      scanner === null ? null : openMalwareScanner(scanner),
    ),
    contentKeys,
    parcels: openParcels(contentKeys),
    access: openAccessLog(store, environment.auditKeys.reveal(), part, {
      onUnsigned: (error) => {
        log.error({ event: 'access-log-not-signed' }, error);
      },
    }),
    records: openRecords(store, contentKeys),
    openedCases: openOpenedCases(store),
    reportIndex: openReportIndex(store),
    reportDrafts: openReportDrafts(store, deriveSecret(signingSecret, 'report-drafts')),
    answerDrafts: openReportDrafts(store, deriveSecret(signingSecret, 'answer-drafts'), 'answer-drafts'),
    calendars: openCalendarFeeds(store),
    sharedRefreshes: openSharedRefreshes(store, deriveSecret(signingSecret, 'session-refreshes')),
    ...openLinks(signingSecret),
    ...openSubmissions(signingSecret),
    ...openFileTokens(signingSecret),
    ...openReferences(signingSecret, mailDomainOf(environment.mail.from)),
    incidentMarks: openIncidentMarks(signingSecret),
    secretFor: (purpose) => deriveSecret(signingSecret, purpose).toString('base64'),
  };
}

const mailDomainOf = (from: string): string => /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost';
