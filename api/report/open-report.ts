import { londonDateOf } from '../../domain/calendar/london';
import type { Opening } from '../../domain/record';
import { serviceOf } from '../../domain/service-person';
import { recorded } from '../recorded';
import type { Opened, Services, SignedIn } from '../services';
import type { Report } from './read-report';

/** Who reports: a member of staff who enters it, or somebody of an agency whose address a code has proved. */
export type Reporter = { staff: SignedIn } | { address: string };

function acceptanceOf(
  services: Services,
  by: Reporter,
  duplicates: readonly string[],
): Opening['acceptance'] {
  if ('staff' in by) return 'accepted';
  if (!services.people.isKnownAddress(by.address)) return 'address-unknown';
  return duplicates.length > 0 ? 'likely-duplicate' : 'accepted';
}

function reportedBy(services: Services, report: Report, by: Reporter): Opening['reportedBy'] {
  const address = 'staff' in by ? (report.facts.reporterAddress ?? by.staff.address) : by.address;
  const known = services.people.personOfAddress(address);
  return {
    source: 'staff' in by ? 'business-unit' : 'agency',
    person: known?.id ?? 'referrer',
    address,
    agency: report.facts.agency,
  };
}

/** Who reports, as the access log names them: one of the directory by their id, another by a mark of their address. */
const whoReports = ({ reportedBy: { person, address } }: Opening, by: Reporter) => ({
  person: 'staff' in by ? by.staff.person : person === 'referrer' ? address : person,
  role: 'staff' in by ? 'business-unit' : 'referrer',
  action: 'report-incident' as const,
});

/** The agency that reports is involved too; one that the directory does not know cannot be asked. */
const agenciesOf = ({ people }: Services, { facts }: Report): string[] => [
  ...new Set([...facts.agencies, ...(facts.agency in people.agencies() ? [facts.agency] : [])]),
];

/** Who has the case in hand: who entered it, where that is a person. */
function handlerOf({ people }: Services, by: Reporter, todayOn: string): string {
  const isPerson = 'staff' in by && serviceOf(by.staff.person) === null;
  return isPerson ? by.staff.person : (people.holder('business-unit', todayOn)?.person ?? '');
}

/** How many references are tried: each further one is needed only after a collision of the one before. */
const attempts = 8;

/**
 * Opens the case of a report, once for each form: the same `token` again leads to the same reference of that year.
 * Accepted with no worker up. Throws where Temporal does not answer.
 */
export async function openReport(
  services: Services,
  report: Report,
  by: Reporter,
  { token, year }: { token: string; year: number },
): Promise<{ reference: string; done: Exclude<Opened, 'taken'> }> {
  const { keys, cases, settings } = services;
  const nowMs = services.clock();
  const todayOn = londonDateOf(nowMs);
  const marks = keys.incidentMarks(report.traits);
  const tokenHash = keys.tokenHash(token);
  const duplicates = (await cases.repeated({ marks, tokenHash })).slice(0, 20);
  const handler = handlerOf(services, by, todayOn);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const reference = keys.caseReference(token, year, attempt);
    const opening: Opening = {
      reference,
      tokenHash,
      contentHash: keys.tokenHash(JSON.stringify([token, report.rows])),
      edition: report.edition,
      training: settings.training,
      openedAtMs: nowMs,
      acceptance: acceptanceOf(services, by, duplicates),
      likelyDuplicates: duplicates,
      reportedBy: reportedBy(services, report, by),
      incidentOn: report.facts.incidentOn,
      authorityAwareOn: report.facts.awareOn,
      ...(report.awarenessAssumed ? { awarenessAssumed: true as const } : {}),
      reportReceivedOn: report.facts.receivedOn,
      ...(report.facts.safeNow ? {} : { notSafe: true as const }),
      children: report.children,
      place: report.facts.place,
      agencies: agenciesOf(services, report),
      handler,
      marks,
      parcel: await services.words.sealOpening(reference, { rows: report.rows }),
    };
    const done = await recorded(services, { ...whoReports(opening, by), case: reference }, () =>
      cases.open(opening),
    );
    if (done !== 'taken') {
      services.log.info({ event: done === 'opened' ? 'case-opened' : 'report-repeated', reference });
      return { reference, done };
    }
  }
  throw new Error('Every reference that was tried is taken by another case.');
}
