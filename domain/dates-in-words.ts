import type { Recipient, Stage } from './duty';

const zone = 'Europe/London';
const dayWords = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const momentDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const momentTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `Friday 18 December 2026`, from a London date `2026-12-18`. */
export const dayInWords = (on: string): string =>
  dayWords.format(new Date(`${on}T00:00:00Z`)).replace(',', '');

/** Said beside the day by which the alarm goes, of the later one that the edition's own reading gives. */
export const otherReadingInWords = (dueOn: string): string =>
  `another reading of the rules allows until ${dayInWords(dueOn)}`;

const shortWords = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });

/** `18 Dec`, for a drawing; with the year, `7 Jan 2027`, only where it is not the one of `todayOn`. */
export const shortDay = (on: string, todayOn: string): string => {
  const words = shortWords.format(new Date(`${on}T00:00:00Z`));
  return on.slice(0, 4) === todayOn.slice(0, 4) ? words : `${words} ${on.slice(0, 4)}`;
};

/** `Friday 18 December`, with the year only where it is not the one of `todayOn`. */
export const nearDayInWords = (on: string, todayOn: string): string =>
  on.slice(0, 4) === todayOn.slice(0, 4) ? dayInWords(on).replace(/ \d{4}$/u, '') : dayInWords(on);

/** `18 December 2026 at 09:05`, London time, from an instant in milliseconds. */
export const momentInWords = (atMs: number): string =>
  `${momentDay.format(atMs)} at ${momentTime.format(atMs)}`;

/** `18 December 2026 at 09:05`, from a London date and time `2026-12-18T09:05`. */
export function dateTimeInWords(at: string): string {
  const [on = '', time] = at.split('T');
  return time === undefined ? dayInWords(on) : `${dayInWords(on)} at ${time.slice(0, 5)}`;
}

const recipients: Readonly<Record<Recipient, string>> = {
  'business-unit': 'business unit',
  administrator: 'administrator',
  director: 'Director of Children and Adult Services',
  'local-authority-partner': 'local authority partner',
  'health-partner': 'health partner',
  'police-partner': 'police partner',
  scrutineer: 'independent scrutineer',
  'rapid-review-chair': 'chair of the rapid review',
  'learning-chair': 'chair of Learning and Development',
  'agency-lead': 'agency’s safeguarding lead',
  referrer: 'referrer',
  reviewer: 'reviewer',
  'national-panel': 'national panel',
  ofsted: 'Ofsted',
  dfe: 'Department for Education',
};

export const allRecipients = Object.keys(recipients) as Recipient[];

export const isRecipient = (key: string): key is Recipient => Object.hasOwn(recipients, key);

/** `Police partner`, from `police partner`. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/**
 * `police partner`, from a recipient, or from the key of an addressee that stands in a case
 * (`agency-lead:city-school`, of which the agency is then named by its id).
 */
export function recipientInWords(key: string): string {
  const [recipient = '', agency] = key.split(':');
  const words = recipients[recipient as Recipient] as string | undefined;
  return agency === undefined ? (words ?? key) : `${words ?? recipient} (${agency})`;
}

/** `the police partner`, but `Ofsted` without an article. */
export const theRecipient = (key: string): string =>
  key === 'ofsted' ? 'Ofsted' : `the ${recipientInWords(key)}`;

const stages: Readonly<Record<Stage, string>> = {
  report: 'Report',
  threshold: 'Threshold',
  notification: 'Notification',
  'rapid-review': 'Rapid review',
  decision: 'Decision',
  review: 'Review',
  publication: 'Publication',
  public: 'Public',
  'below-threshold': 'Below the threshold',
  closed: 'Closed',
};

/** `Rapid review`, from `rapid-review`. */
export const stageInWords = (stage: Stage): string => stages[stage];

/** The stages in the order in which a case may go through them, with their words. */
export const stagesInWords = Object.entries(stages) as [Stage, string][];
