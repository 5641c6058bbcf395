import { memberOf, whoHolds, type Directory, type Unfilled } from '../config/directory';
import { englandAndWales, type Calendar } from '../domain/calendar/bank-holidays';
import { addDays } from '../domain/calendar/civil-date';
import { londonDateOf } from '../domain/calendar/london';
import { CalendarEnded } from '../domain/calendar/working-days';
import { fixDates, weeklyAfter } from '../domain/clock';
import { citeSource, type Duty, type Edition, type EventName, type Recipient } from '../domain/duty';
import type { Addressee, DutyDates, OpenedDuty, OpeningProblem } from '../domain/opened-duty';
import { partOf } from '../domain/parts-in-words';
import type { Relaxation } from '../domain/relaxation';
import type { FixingActivities, OpenRequest, ReportMarks } from '.';

export type OpeningServices = {
  /** The directory as it stands now. */
  directory: () => Directory;
  relaxations: () => readonly Relaxation[];
  editions: Readonly<Record<string, Edition>>;
  /** Other open cases that may be of the same incident. */
  repeatsOf: (report: ReportMarks) => Promise<string[]>;
};

/**
 * Past the known bank holidays only weekends are left out: counted forwards, never later than the date that will turn out
 * to be right; counted backwards it may be, so nothing is published on such a date.
 */
const provisional: Calendar = {
  ...englandAndWales,
  version: `${englandAndWales.version}, provisional past its end`,
  from: '1900-01-01',
  until: '2999-12-31',
};

/** Fixes dates, addressees and form of each duty, from the edition, the directory and the calendar as they stand. */
export const createOpenDuties =
  (services: OpeningServices): FixingActivities['openDuties'] =>
  (requests) =>
    Promise.all(
      requests.map(async (request) => ({
        ...openDuty(services, request),
        // Statutory notices are opened in the same call: what cannot be looked for must not hold them up.
        ...(request.repeatsOf
          ? { repeats: await services.repeatsOf(request.repeatsOf).catch(() => null) }
          : {}),
      })),
    );

const openDuty = (services: OpeningServices, request: OpenRequest): OpenedDuty => {
  const edition = services.editions[request.edition];
  const duty = edition?.duties[request.duty as keyof Edition['duties']];
  if (!duty) throw new Error(`${request.edition} has no duty ${request.duty}`);
  const { dates, problem } = datesOf(services, request, duty);
  const { parts, addressees, unfilled } = addresseesOf(services.directory(), request, duty);
  const isAsked = 'asks' in duty;
  return {
    duty: request.duty,
    kind: isAsked ? 'question' : 'tells' in duty ? 'notice' : 'wait',
    instance: request.instance,
    round: request.round,
    edition: request.edition,
    title: duty.title,
    stage: duty.stage,
    source: citeSource(duty.source),
    ...(duty.guidance === undefined ? {} : { guidance: duty.guidance }),
    dates,
    weeklyAtMs: weeklyAfter(dates?.alarmOn ? addDays(dates.alarmOn, 1) : londonDateOf(request.nowMs)),
    parts,
    addressees,
    watchers: holdersOf(services.directory(), request, watchersOf(parts, duty)),
    rule: isAsked ? duty.asks.rule : null,
    form: isAsked ? duty.form : null,
    shows: duty.shows ?? [],
    ...('provenBy' in duty ? { provenBy: duty.provenBy } : {}),
    problems: [...unfilled, ...(problem ? [problem] : [])],
  };
};

/** The business unit, where it is not asked itself, and whoever else the edition names. */
const watchersOf = (parts: readonly string[], { watchedBy = [] }: Duty): Recipient[] => [
  ...(parts.includes('business-unit') ? [] : (['business-unit'] as const)),
  ...watchedBy,
];

const datesOf = (
  services: OpeningServices,
  request: OpenRequest,
  { clock }: Duty,
): { dates: DutyDates | null; problem?: OpeningProblem } => {
  if (!clock) return { dates: null };
  const asked = {
    clock,
    events: eventDates(request.events),
    nowMs: request.nowMs,
    duty: request.duty,
    relaxations: services.relaxations(),
  };
  try {
    return { dates: fixDates(asked) };
  } catch (error) {
    if (!(error instanceof CalendarEnded)) throw error;
    return {
      dates: fixDates({ ...asked, calendar: provisional }),
      problem: { problem: 'date-unknown', detail: error.message },
    };
  }
};

const eventDates = (events: OpenRequest['events']): Partial<Record<EventName, string>> =>
  Object.fromEntries(
    Object.entries(events).map(([event, when]) => [
      event,
      typeof when === 'number' ? londonDateOf(when) : when,
    ]),
  );

/** An agency's lead is asked about one agency, which the instance names. */
type Part = { recipient: Recipient; agency?: string };

const partsOf = (request: OpenRequest, duty: Duty): Part[] => {
  const recipients = 'asks' in duty ? duty.asks.roles : 'tells' in duty ? duty.tells : [];
  const wanted = request.only;
  return recipients
    .filter((recipient) => !wanted || wanted.includes(recipient))
    .map((recipient) =>
      recipient === 'agency-lead' ? { recipient, agency: request.instance } : { recipient },
    );
};

const addresseesOf = (
  directory: Directory,
  request: OpenRequest,
  duty: Duty,
): { parts: string[]; addressees: Addressee[]; unfilled: OpeningProblem[] } => {
  if (request.addressees)
    return { parts: request.addressees.map(partOf), addressees: [...request.addressees], unfilled: [] };
  const parts = partsOf(request, duty);
  const found = parts.map((part) => ({ part, holder: holderOf(directory, request, part) }));
  return {
    parts: parts.map(partOf),
    addressees: found.flatMap(({ holder }) => (holder ? [holder] : [])),
    unfilled: found.flatMap(({ part, holder }) => (holder ? [] : [{ problem: 'role-unfilled', ...part }])),
  };
};

const holderOf = (
  directory: Directory,
  request: OpenRequest,
  { recipient, agency }: Part,
): Addressee | null => {
  const { person, address, agency: from } = request.referrer;
  if (recipient === 'referrer') return { recipient, person, address, agency: from };
  const on = londonDateOf(request.nowMs);
  const own = recipient === 'business-unit' ? memberOf(directory, request.handler, on) : null;
  if (own) return own;
  const holder = whoHolds(directory, recipient, on, agency);
  return deputyOf(request, { recipient, ...(agency === undefined ? {} : { agency }) }, holder, on);
};

/** Whoever stands in for the holder in this case on the day, or the holder as the directory has it. */
const deputyOf = (
  { deputies = [] }: OpenRequest,
  who: Part,
  holder: Addressee | Unfilled,
  on: string,
): Addressee | null => {
  const part = partOf(who);
  const deputy = deputies.find((one) => one.part === part && one.from <= on && on <= one.until);
  const held = 'unfilled' in holder ? null : holder;
  if (deputy === undefined) return held;
  const { person, address } = deputy;
  const inPlaceOf = held?.deputyFor ?? held?.person ?? part;
  return { ...who, person, address, deputyFor: inPlaceOf, ...(held ? { holder: held } : {}) };
};

const holdersOf = (directory: Directory, request: OpenRequest, roles: readonly Recipient[]): Addressee[] =>
  roles.flatMap((recipient) => holderOf(directory, request, { recipient }) ?? []);
