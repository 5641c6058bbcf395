import { capital, momentInWords, recipientInWords, theRecipient } from '../../domain/dates-in-words';
import type { DutyState } from '../../domain/case-view';
import type { LetterOrder } from '../../domain/letter';
import type { ShownAnswer, ShownPiece } from '../../domain/papers/piece';
import { noticeWords } from '../../domain/notice-words';
import type { PaperToDraw, Section } from './pdf';

type Given = {
  order: LetterOrder;
  state: DutyState;
  pieces: readonly ShownPiece[];
  agencies: Readonly<Record<string, string>>;
  partnership: string;
};

/** The file of a notice: reference and kind of what is attached, and nothing else. */
export const fileNameOf = ({ reference, duty }: LetterOrder): string =>
  `${reference.replace(/[^A-Za-z0-9-]/g, '')}-${noticeWords(duty.duty, duty.title).file}.pdf`;

/** All that a notice shows, as one paper for its recipient. */
export function paperOfNotice({ order, state, pieces, agencies, partnership }: Given): PaperToDraw {
  const { reference, training, to } = order;
  const { about } = noticeWords(order.duty.duty, order.duty.title);
  const madeAtMs = latestMs(state, pieces);
  return {
    title: `${reference}: ${about}`,
    reference,
    heading: about,
    lines: [
      `To ${theRecipient(to.recipient)}, from ${partnership}.`,
      `As the record of ${reference} stood on ${momentInWords(madeAtMs)}.`,
    ],
    partnership,
    training,
    madeAtMs,
    sections: pieces.map((piece) => sectionOf(piece, agencies)),
  };
}

/** Since then nothing has changed of what is shown, so that each attempt at the letter carries the same bytes. */
const latestMs = ({ openedAtMs }: DutyState, pieces: readonly ShownPiece[]): number =>
  Math.max(
    openedAtMs,
    ...pieces.flatMap(({ answers }) =>
      answers.flatMap(({ atMs, correctedAtMs = 0 }) => [atMs, correctedAtMs]),
    ),
  );

const sectionOf = ({ title, about, rows, answers }: ShownPiece, agencies: Given['agencies']): Section => ({
  title,
  ...(about === undefined ? {} : { about }),
  parts: [
    ...(rows.length === 0 ? [] : [{ rows }]),
    ...answers.map((answer) => ({
      heading: `${capital(answeredBy(answer, agencies))}, ${momentInWords(answer.atMs)}`,
      rows: answer.rows,
    })),
  ],
});

const answeredBy = ({ by }: ShownAnswer, agencies: Given['agencies']): string =>
  by.recipient === 'agency-lead' && by.agency !== undefined
    ? `${recipientInWords(by.recipient)} of ${agencies[by.agency] ?? by.agency}`
    : recipientInWords(by.recipient);
