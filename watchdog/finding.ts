import { createHash } from 'node:crypto';
import type { FixingActivities, OutsideActivities } from '../activities';
import type { ConfirmationActivities } from '../activities/confirmation';
import type { SecurityCodeActivities } from '../activities/security-code';
import type { MailTrouble } from '../config/mail-result';
import { englandAndWales } from '../domain/calendar/bank-holidays';
import { dayInWords, momentInWords } from '../domain/dates-in-words';

/** Something that a case cannot say itself. `id` names it, so that it is told and kept once. */
export type Finding = {
  id: string;
  what:
    | 'temporal-unreachable'
    | 'no-worker'
    | 'directory-at-fault'
    | 'case-paused'
    | 'deadline-unannounced'
    | 'case-ended'
    | 'retention-over'
    | 'case-missing'
    | 'activity-failing'
    | 'mail-refused'
    | 'access-log-at-fault'
    | 'calendar-ending';
  /** The case, where it is about one. */
  reference?: string;
  /** The name of the activity, where it is about one. */
  activity?: string;
  /** Why no letter can be handed over, where it is about that. */
  trouble?: MailTrouble;
  /** The run that ended, where it is about one. */
  ended?: EndedRun;
};

/** `reset`: a later run of its workflow goes on. */
export type EndedRun = { workflowId: string; runId: string; how: EndedBy; atMs: number };
type EndedBy = 'reset' | 'terminated' | 'failed' | 'timed-out' | 'cancelled';

/** A query that lists cases, and the keeping of their records once they are closed. */
export const cases = `WorkflowType IN ('seriousIncident', 'recordRetention')`;

/** Anybody who reaches the server can give a workflow any id: what is no reference of ours stands in no letter. */
const reference = /^[A-Z0-9-]{1,60}$/;

/** A finding about one workflow. `once` tells it from others of its kind: the same again is the same finding. */
export const findingAbout = (what: Finding['what'], workflowId: string, once: string): Finding => {
  // Hashed, so that no id is too long for the server.
  const mark = createHash('sha256').update(`${workflowId} ${once}`).digest('hex').slice(0, 24);
  const named = reference.test(workflowId) ? { reference: workflowId } : {};
  return { id: `attention-${what}-${mark}`, what, ...named };
};

type ActivityName = keyof (FixingActivities &
  OutsideActivities &
  SecurityCodeActivities &
  ConfirmationActivities);

const activities: Record<ActivityName, string> = {
  openDuties: 'opening what is owed',
  fixRetention: 'fixing until when its record is kept',
  fixChosenDay: 'fixing until when its record is kept for longer',
  sendLetter: 'sending a letter',
  archiveRecord: 'sealing its record',
  recordElsewhere: 'noting in another case that its incident was reported again',
  appendRecord: 'adding to its record what arrived late',
  keepLonger: 'keeping its record for longer',
  destroyContent: 'destroying its content',
  mailCode: 'mailing a security code',
  confirmationOf: 'confirming an answer',
};

const isActivity = (name: string): name is ActivityName => Object.hasOwn(activities, name);

const activityInWords = (name: string): string =>
  isActivity(name) ? `${activities[name]} (${name})` : 'something that it does outside';

/** What is wrong with the mail relay, and what to look at. */
export const mailTroubles: Record<MailTrouble, string> = {
  unreachable:
    'It cannot be reached: look at the address in SMTP_URL, at the network, and at the relay itself.',
  tls: 'TLS cannot be agreed with it: look at its certificate, whether it is in date and from an authority that this machine trusts, and whether it offers TLS at the port in SMTP_URL.',
  'sign-in':
    'It refuses the sign-in of the service: look at the user and the password in SMTP_URL (with a token, at the SMTP_OAUTH variables), and at whether the account may still send mail so.',
  unwilling:
    'It answers, and turns the service away: look at the relay, and at whether it takes mail from this machine.',
};

/** How a run ended that did not end by its procedure, after the name of its case. */
const endings: Record<EndedBy, (moment: string) => string> = {
  reset: (moment) =>
    `was set back from outside by a reset on ${moment}, and goes on in a later run: what was recorded after the point to which it was set back is missing there, and letters may go out again. What is missing stands in the run before, in the Temporal UI. Find out by whom and why, and tell the business unit.`,
  terminated: (moment) => `was terminated from outside on ${moment}, ${stopped}`,
  failed: (moment) => `failed on ${moment}, ${stopped}`,
  'timed-out': (moment) =>
    `was ended on ${moment} by a time limit that somebody gave it in Temporal, ${stopped}`,
  cancelled: (moment) => `was cancelled from outside on ${moment}, ${stopped}`,
};
const stopped =
  'and not ended by its procedure. Find out by whom and why; the case may have to be opened again.';

const words: Record<Finding['what'], (reference: string, about: string) => string> = {
  'temporal-unreachable': () =>
    'The Temporal server does not answer. Nothing is lost, but no reminder goes out and nothing is recorded until it does.',
  'no-worker': () =>
    'No worker is running. Decisions are received and kept, but no letter, reminder or deadline is handled until one runs.',
  'directory-at-fault': () =>
    'The directory cannot be used as it was last changed: its last good state stays in force until it is mended. The doctor command (npm run -s sg -- doctor) names every fault with its place.',
  'case-paused': (reference) =>
    `${reference} is paused by a fault in the service: its timers do not fire. Its history names the fault; where that can be mended, it goes on by itself afterwards.`,
  'deadline-unannounced': (reference) =>
    `${reference} has a deadline that has passed without the service announcing it. Look at the case, and at the worker.`,
  'activity-failing': (reference, activity) =>
    `${reference} waits for ${activity}, which has failed five times. It is tried again until it succeeds, and the case goes on then. The worker's log says where it fails; in the Temporal UI it is among the pending activities.`,
  'case-ended': (reference, ending) => `${reference} ${ending}`,
  'retention-over': (reference) =>
    `The time for which the record of ${reference} had to be kept is over. Have somebody decide: it is destroyed, or kept until a later day. Nothing is destroyed by itself.`,
  'mail-refused': (_, trouble) =>
    `The mail relay takes no letter from the service, whoever it is for. ${trouble} Letters wait meanwhile, and each is tried again for five days.`,
  'access-log-at-fault': () =>
    'The log of who read and who wrote is not as it was written: something in it was edited, deleted, inserted or cut off, or a key is missing from AUDIT_KEYS. The command npm run -s sg -- audit verify says what and where. Find out by whom and why, and keep a copy of the log as it is now.',
  'calendar-ending': () =>
    `Bank holidays are known until ${dayInWords(englandAndWales.until)} only, which is too near: a time limit that reaches beyond it cannot be counted. Install a newer version, with the next list.`,
  'case-missing': (reference) =>
    `${reference} was opened, and the server knows it no more: somebody deleted it, or the server was put back from a copy that is older. Find out by whom and why; the case may have to be opened again.`,
};

/** What was noticed, in sentences for an administrator; never more of a case than its reference. */
export const inWords = ({ what, reference, ...about }: Finding): string =>
  words[what](reference ?? 'A workflow that has no case reference', aboutInWords(about));

const aboutInWords = ({
  activity,
  trouble,
  ended,
}: Pick<Finding, 'activity' | 'trouble' | 'ended'>): string => {
  if (ended !== undefined) return endings[ended.how](momentInWords(ended.atMs));
  return trouble === undefined ? activityInWords(activity ?? '') : mailTroubles[trouble];
};
