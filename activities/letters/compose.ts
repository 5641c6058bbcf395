import { dayInWords } from '../../domain/dates-in-words';
import type { LetterOrder } from '../../domain/letter';
import { copyOnly, noticeWords, outcomeSentence } from '../../domain/notice-words';
import { aboutAnother } from './another';
import { destinationOf } from './destination';
import type { Letter, LetterContext } from './letter';
import { aboutOf, titleOf } from './naming';
import { onOneLineEach } from './one-line';
import {
  ifHindered,
  owedByOthers,
  stillCounts,
  strictestPassed,
  timesSaid,
  waitsForDecision,
  whatToSeeTo,
} from './overdue';
import {
  aboutDates,
  closing,
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
  subject: `${marks(order)} ${wants(order).needed}${byShortDay(order, context.todayOn)}: ${aboutOf(order, context.agencies)}`,
  opening: `${trainingMark(order)}${toDo(order, context.todayOn)}`,
  link: { label: linkLabel(order), url: context.link },
  paragraphs: [
    ...(order.outcome === undefined ? [] : [order.outcome]),
    ...explained(order),
    ...aboutAnother(order, context.agencies),
    ...perhapsTwice(order),
    whyYou(order, context.agencies),
    ...aboutDates(order.duty),
  ],
});

const reminder: Template = (order, context) => {
  const which = `Reminder ${order.ordinal}`;
  const needed = isQuestion(order)
    ? wants(order).needed.toLowerCase()
    : order.waits
      ? 'waits for decision, due'
      : 'still to be proven sent';
  const by = order.duty.dates?.alarmOn;
  return {
    subject: `${marks(order)} ${which}: ${needed}${byShortDay(order, context.todayOn)}: ${aboutOf(order, context.agencies)}`,
    opening: `${trainingMark(order)}${which}. ${toDo(order, context.todayOn)}`,
    link: { label: linkLabel(order), url: context.link },
    paragraphs: [
      ...(by ? timeLeft(context.todayOn, by) : []),
      ...explained(order),
      ...aboutAnother(order, context.agencies),
      ...(order.waits ? [waitsForDecision] : []),
      ...perhapsTwice(order),
      whyYou(order, context.agencies),
      ...aboutDates(order.duty),
    ],
  };
};

const breach: Template = (order, context) => {
  const on = order.duty.dates?.alarmOn ?? context.todayOn;
  return {
    subject: `${marks(order)} Still open: ${aboutOf(order, context.agencies)} (was due ${shortDay(on)})`,
    opening: `${trainingMark(order)}This was due on ${dayInWords(on)} and is still open: ${titleOf(order, context.agencies)}`,
    link: { label: linkLabel(order), url: context.link },
    paragraphs: [
      ...(order.owedBy === undefined ? [] : [owedByOthers(order.owedBy, context.agencies)]),
      `${order.waits ? waitsForDecision : stillCounts}${timesSaid(order)}`,
      ...strictestPassed(order, context.todayOn),
      ...aboutAnother(order, context.agencies),
      order.owedBy === undefined ? ifHindered(order) : whatToSeeTo(order),
      ...perhapsTwice(order),
      whyYou(order, context.agencies),
    ],
  };
};

const notice: Template = (order, context) => {
  const {
    about,
    urgent = {},
    opening,
    inside,
    inLetter = [],
    more,
  } = noticeWords(order.duty.duty, order.duty.title);
  return {
    subject: `${marks(order)} ${urgent[order.outcome ?? ''] ?? about}`,
    opening: `${trainingMark(order)}${opening}`,
    link: { label: linkLabel(order), url: context.link },
    paragraphs: [
      ...(order.outcome === undefined ? [] : outcomeSentence(order.duty.duty, order.outcome)),
      ...(order.duty.provenBy === undefined ? [] : [copyOnly]),
      ...whereToRead(inside, context.attached),
      ...inLetter,
      ...more,
      ...perhapsTwice(order),
      whyYou(order, context.agencies),
    ],
  };
};

const confirmation: Template = (order, context) => {
  const about = aboutOf(order, context.agencies);
  const unlessYou = 'If it was not you who answered, please ring the business unit at once.';
  const [subject, opening, link, now] =
    order.outcome === undefined
      ? ([
          'Your answer was recorded',
          `Your answer is in the record, as entry ${order.ordinal}`,
          'Read what you answered',
          `You need not do anything. ${unlessYou}`,
        ] as const)
      : ([
          'Your answer was not taken',
          'Your answer was not taken',
          'See how it stands',
          `${order.outcome} That it was sent stands in the record. ${unlessYou}`,
        ] as const);
  return {
    subject: `${marks(order)} ${subject}: ${about}`,
    opening: `${trainingMark(order)}${opening}: ${order.duty.title}`,
    link: { label: link, url: context.link },
    paragraphs: [now, ...perhapsTwice(order), whyYou(order, context.agencies)],
  };
};

const templates = { question, reminder, breach, notice, confirmation } satisfies Record<
  LetterOrder['kind'],
  Template
>;

const isQuestion = ({ duty }: LetterOrder): boolean => duty.kind === 'question';

const explained = ({ duty }: LetterOrder): readonly string[] => questionWords(duty.duty).explained ?? [];

const wants = ({ duty }: LetterOrder) => wanted[questionWords(duty.duty).wants];

/** ` by Fri 18 Dec`; ` now` where that day had passed before anybody could be asked. */
const byShortDay = (order: LetterOrder, todayOn: string): string => {
  const on = order.duty.dates?.alarmOn;
  if (!on) return '';
  return isQuestion(order) && on < todayOn ? ' now' : ` by ${shortDay(on)}`;
};

const toDo = (order: LetterOrder, todayOn: string): string => {
  const { dates, title } = order.duty;
  const on = dates?.alarmOn;
  if (isQuestion(order) && on && on < todayOn)
    return `${wants(order).please} now, for its day, ${dayInWords(on)}, has passed: ${title}`;
  const by = on ? ` by ${dayInWords(on)}` : '';
  if (isQuestion(order)) return `${wants(order).please}${by}: ${title}`;
  if (!order.waits) return `This is still to be proven sent${by}: ${title}`;
  return `This goes out by itself when the decision is recorded${by && `, and is due${by}`}: ${title}`;
};

const linkLabel = (order: LetterOrder): string => {
  switch (destinationOf(order)) {
    case 'case':
      return 'Open the case';
    case 'notice':
      return noticeWords(order.duty.duty, order.duty.title).shows;
    case 'question':
      return wants(order).link;
    case 'watched':
      return 'See how it stands';
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
