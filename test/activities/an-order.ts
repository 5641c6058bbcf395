import { parseDirectory } from '../../config/directory-file';
import { openLinks } from '../../config/links';
import type { Mailer, MailMessage } from '../../config/mail';
import type { Delivery } from '../../config/mail-result';
import { openReferences } from '../../config/references';
import sampleDirectory from '../../config/sample-directory.json';
import type { LetterServices } from '../../activities/send-letter';
import type { LetterOrder } from '../../domain/letter';
import type { DutyDates } from '../../domain/opened-duty';

const endOf = (on: string): number => Date.parse(`${on}T23:59:59Z`);

/** Dates of a duty with a main reading and, where `alarmOn` is earlier, a stricter one. */
export const datesFor = (dueOn: string, alarmOn = dueOn): DutyDates => ({
  dueOn,
  alarmOn,
  dueEndsMs: endOf(dueOn),
  alarmEndsMs: endOf(alarmOn),
  readings: [
    {
      from: 'authority-aware',
      fromOn: '2026-12-11',
      within: '5 working days',
      dueOn,
      source: 'D 5.1',
      confidence: 'read',
      convention: 'day 1 is the first working day after the event',
    },
  ],
  alarms: [],
  notCounted: [],
  calendar: 'england-and-wales-2019-2028/1',
});

/** The question of the threshold to the police partner, on the morning of Monday 14 December 2026. */
export const anOrder = ({
  duty,
  ...over
}: Partial<Omit<LetterOrder, 'duty'>> & { duty?: Partial<LetterOrder['duty']> } = {}): LetterOrder => ({
  reference: 'SI-2026-7K3Q',
  kind: 'question',
  ordinal: 0,
  attempt: 1,
  possiblySentTwice: false,
  nowMs: Date.parse('2026-12-14T09:00:00Z'),
  training: false,
  to: { recipient: 'police-partner', person: 'police-partner', address: 'police-partner@police.example' },
  duty: {
    duty: 'notification-threshold',
    kind: 'question',
    instance: '-',
    round: 1,
    edition: 'working-together-2018',
    title: 'Is the threshold for notification met?',
    source: 'D 5.1',
    dates: datesFor('2026-12-18'),
    ...duty,
  },
  ...over,
});

const directory = parseDirectory(JSON.stringify(sampleDirectory));
const signingSecret = Buffer.alloc(32, 7);
export const links = openLinks(signingSecret);
export const references = openReferences(signingSecret, 'exampleshire.example');

/** All that the activity needs, with a mailer that keeps what it is given. */
export function letterServices(
  mailer?: Mailer,
  delivery: Delivery = { result: 'accepted', response: '250 ok' },
): { services: LetterServices; sent: MailMessage[]; beats: () => number } {
  const sent: MailMessage[] = [];
  let beats = 0;
  const keeping: Mailer = {
    deliver: (message) => {
      sent.push(message);
      return Promise.resolve(delivery);
    },
  };
  return {
    sent,
    beats: () => beats,
    services: {
      mailer: mailer ?? keeping,
      publicUrl: 'https://reviews.exampleshire.example',
      directory: () => directory,
      partnership: () => ({ name: 'Exampleshire Partnership', telephone: '01632 960100' }),
      signLink: links.signLink,
      messageIdOf: references.messageIdOf,
      heartbeat: () => (beats += 1),
      attach: () => Promise.resolve(null),
    },
  };
}
