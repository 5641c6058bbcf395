import { onOneLine } from '../../config/mail-result';
import { dayInWords } from '../../domain/dates-in-words';
import type { LetterOrder } from '../../domain/letter';
import { destinationOf } from './destination';
import type { Letter, LetterContext } from './letter';
import { copyOnly, noticeWords, outcomeSentence } from '../../domain/notice-words';
import {
  aboutDates,
  closing,
  ifHindered,
  marks,
  perhapsTwice,
  shortDay,
  timeLeft,
  trainingMark,
  whereToRead,
  whyYou,
} from './paragraphs';
import { questionWords, wanted } from './questions';

type Template = (order: LetterOrder, context: LetterContext) => Letter;

const question: Template = (order, context) => ({
  subject: `${marks(order)} ${wants(order).needed}${byShortDay(order)}: ${aboutOf(order)}`,
  opening: `${trainingMark(order)}${toDo(order)}`,
  link: { label: linkLabel(order), url: context.link },
  paragraphs: [
    ...(order.outcome === undefined ? [] : [order.outcome]),
    ...explained(order),
    ...perhapsTwice(order),
    whyYou(order, context.agency),
    ...aboutDates(order.duty),
  ],
});

const reminder: Template = (order, context) => {
  const which = `Reminder ${order.ordinal}`;
  const needed = isQuestion(order) ? wants(order).needed.toLowerCase() : 'still to be proven sent';
  const by = order.duty.dates?.alarmOn;
  return {
    subject: `${marks(order)} ${which}: ${needed}${byShortDay(order)}: ${aboutOf(order)}`,
    opening: `${trainingMark(order)}${which}. ${toDo(order)}`,
    link: { label: linkLabel(order), url: context.link },
    paragraphs: [
      ...(by ? timeLeft(context.todayOn, by) : []),
      ...explained(order),
      ...perhapsTwice(order),
      whyYou(order, context.agency),
      ...aboutDates(order.duty),
    ],
  };
};

const breach: Template = (order, context) => {
  const { alarmOn, dueOn } = order.duty.dates ?? {};
  const on = alarmOn ?? context.todayOn;
  const again = order.ordinal > 1 ? ` This is letter ${order.ordinal} about it.` : '';
  const isStillInTime = dueOn && dueOn >= context.todayOn;
  return {
    subject: `${marks(order)} Still open: ${aboutOf(order)} (was due ${shortDay(on)})`,
    opening: `${trainingMark(order)}This was due on ${dayInWords(on)} and is still open: ${order.duty.title}`,
    link: { label: linkLabel(order), url: context.link },
    paragraphs: [
      `It can still be done, and it counts when it is done: the record then shows the day.${again}`,
      ...(isStillInTime
        ? [
            `The day that has passed is by the strictest reading of the rules. By the main reading this is due on ${dayInWords(dueOn)}.`,
          ]
        : []),
      ifHindered(order),
      ...perhapsTwice(order),
      whyYou(order, context.agency),
    ],
  };
};

const notice: Template = (order, context) => {
  const { about, opening, inside, inLetter = [], more } = noticeWords(order.duty.duty, order.duty.title);
  return {
    subject: `${marks(order)} ${about}`,
    opening: `${trainingMark(order)}${opening}`,
    link: { label: linkLabel(order), url: context.link },
    paragraphs: [
      ...(order.outcome === undefined ? [] : outcomeSentence(order.duty.duty, order.outcome)),
      ...(order.duty.provenBy === undefined ? [] : [copyOnly]),
      ...whereToRead(inside, context.attached),
      ...inLetter,
      ...more,
      ...perhapsTwice(order),
      whyYou(order, context.agency),
    ],
  };
};

const templates = { question, reminder, breach, notice } satisfies Record<LetterOrder['kind'], Template>;

const isQuestion = ({ duty }: LetterOrder): boolean => duty.kind === 'question';

const explained = ({ duty }: LetterOrder): readonly string[] => questionWords(duty.duty).explained ?? [];

const wants = ({ duty }: LetterOrder) => wanted[questionWords(duty.duty).wants];

const aboutOf = ({ duty }: LetterOrder): string =>
  duty.kind === 'notice' ? noticeWords(duty.duty, duty.title).about : questionWords(duty.duty).about;

const byShortDay = ({ duty }: LetterOrder): string =>
  duty.dates?.alarmOn ? ` by ${shortDay(duty.dates.alarmOn)}` : '';

const toDo = (order: LetterOrder): string => {
  const { dates, title } = order.duty;
  const by = dates?.alarmOn ? ` by ${dayInWords(dates.alarmOn)}` : '';
  return `${isQuestion(order) ? wants(order).please : 'This is still to be proven sent'}${by}: ${title}`;
};

const linkLabel = (order: LetterOrder): string => {
  switch (destinationOf(order)) {
    case 'case':
      return 'Open the case';
    case 'notice':
      return noticeWords(order.duty.duty, order.duty.title).shows;
    case 'question':
      return wants(order).link;
  }
};

/** The words of a letter, before they become text and HTML. */
export function composeLetter(given: LetterOrder, context: LetterContext): Letter {
  const order = onOneLineEach(given);
  const letter = templates[order.kind](order, context);
  const { partnership, attached } = context;
  const end = closing(partnership, { hasFile: attached !== undefined, recipient: order.to.recipient });
  return { ...letter, paragraphs: [...letter.paragraphs, ...end] };
}

/** Nothing that stands in an order can begin a line of its own. */
const onOneLineEach = (order: LetterOrder): LetterOrder => ({
  ...order,
  reference: onOneLine(order.reference),
  duty: {
    ...order.duty,
    duty: onOneLine(order.duty.duty),
    title: onOneLine(order.duty.title),
    source: onOneLine(order.duty.source),
  },
  ...(order.outcome === undefined ? {} : { outcome: onOneLine(order.outcome) }),
});
