import { CalendarEnded, isWorkingDay } from '../../domain/calendar/working-days';
import { addDays } from '../../domain/calendar/civil-date';
import { dayInWords } from '../../domain/dates-in-words';
import type { EventName, Recipient } from '../../domain/duty';
import type { LetterOrder } from '../../domain/letter';
import { partOf, thePart, type AgencyTitles } from '../../domain/parts-in-words';
import { sourceInWords } from '../../domain/sources';
import type { Partnership } from './letter';

/** `Fri 18 Dec`, for a subject, from `2026-12-18`. */
export const shortDay = (on: string): string =>
  dayInWords(on)
    .split(' ')
    .slice(0, 3)
    .map((word) => word.slice(0, 3))
    .join(' ');

/** Marks, for a subject: the training mark and the case's reference. */
export const marks = ({ training, reference }: LetterOrder): string =>
  `${training ? '[TRAINING] ' : ''}[${reference}]`;

/** The first words of a letter that belongs to a rehearsal. */
export const trainingMark = ({ training }: Pick<LetterOrder, 'training'>): string =>
  training ? '[TRAINING] ' : '';

/** Why this letter comes to this person: the role, whom they stand in for, and where the duty is written. */
export function whyYou({ to, duty }: LetterOrder, agencies: AgencyTitles): string {
  const part =
    to.recipient === 'business-unit' ? 'a member of the business unit' : thePart(partOf(to), agencies);
  const as = to.deputyFor === undefined ? `as ${part}` : `as deputy of ${part}`;
  return `This letter comes to you ${as}. ${whereWritten(duty.source)}`;
}

/** In words, from a source such as `D 5.1`: recipients outside do not know our tags. */
export const whereWritten = (source: string): string =>
  source === 'local'
    ? 'The rule for this is the partnership’s own.'
    : `The rule for this is in ${sourceInWords(source)}.`;

/** These lie behind every case: what has no date although it counts from one of them was given none. */
const behindEveryCase: readonly EventName[] = ['incident', 'authority-aware', 'report-received'];
const noLimit = 'No time limit is set for this.';

/** Why a question has no date, as far as its letter can tell: what is asked a second time may have been left without one. */
function withoutDate({ instance, round, dates }: LetterOrder['duty']): string {
  const isLeftWithout =
    instance.startsWith('after-') || dates?.readings.every(({ from }) => behindEveryCase.includes(from));
  if (isLeftWithout) return noLimit;
  return round > 1
    ? 'No date is fixed for this at present.'
    : 'No date is fixed for this yet: what it counts from has not happened.';
}

/** The dates of a duty where one date is not the whole truth: none, several readings, or a day on which nobody works. */
export function aboutDates(duty: LetterOrder['duty']): string[] {
  const { dates, kind } = duty;
  if (!dates) return kind === 'question' ? [noLimit] : [];
  const { dueOn, alarmOn } = dates;
  if (alarmOn === null) return [withoutDate(duty)];
  if (dueOn === null) return [`The date goes by the strictest reading of the rules: ${dayInWords(alarmOn)}.`];
  if (dueOn === alarmOn) return [];
  if (dates.readings[0]?.lastWorkingDayOn === alarmOn) {
    return [
      `The rule’s own date is ${dayInWords(dueOn)}, which is not a working day. The last working day before it is ${dayInWords(alarmOn)}.`,
    ];
  }
  return [
    `The rules can be read in more than one way. By the main reading this is due on ${dayInWords(dueOn)}, by the strictest on ${dayInWords(alarmOn)}. Please go by the earlier day.`,
  ];
}

/** How much time is left, counted in working days; nothing past the known bank holidays. */
export function timeLeft(todayOn: string, untilOn: string): string[] {
  if (untilOn < todayOn) return [];
  if (untilOn === todayOn) return ['Today is the last day.'];
  try {
    let days = 0;
    for (let on = addDays(todayOn, 1); on <= untilOn; on = addDays(on, 1)) if (isWorkingDay(on)) days += 1;
    return [
      days === 1 ? 'One working day is left after today.' : `${days} working days are left after today.`,
    ];
  } catch (error) {
    if (error instanceof CalendarEnded) return [];
    throw error;
  }
}

/** Said when an earlier attempt may have arrived. */
export const perhapsTwice = ({ possiblySentTwice }: LetterOrder): string[] =>
  possiblySentTwice
    ? [
        'This letter may reach you twice: we could not be sure that it had arrived. It is one and the same letter.',
      ]
    : [];

/** Where the reader finds what the letter is about: in the file that goes with it, and at the link in any case. */
export function whereToRead(inside: string | undefined, attached: string | undefined): string[] {
  if (attached === undefined) return inside === undefined ? [] : [`${inside} at the link.`];
  return [
    `${inside ?? 'What is shown at the link is also'} in the file attached to this letter${inside === undefined ? '' : ', and at the link'}.`,
    `The file, ${attached}, is confidential and may name those whom it concerns: please keep it as safe as the record itself.`,
  ];
}

/** Who to ring, and how the letter ends; the business unit is not told to ask itself. */
export const closing = (
  { name, telephone }: Partnership,
  { hasFile = false, recipient }: { hasFile?: boolean; recipient?: Recipient } = {},
): string[] => [
  recipient === 'business-unit'
    ? 'What is owed, by whom and by when stands on the page of the case.'
    : telephone === undefined
      ? 'If anything is unclear, please ask the business unit of the partnership.'
      : `If anything is unclear, please ring the business unit on ${telephone}.`,
  `Sent automatically for ${name}. On purpose this letter names no child, family or place${hasFile ? ' outside the file attached' : ''}: please name none in a reply.`,
];
