import type { CaseView } from './case-view';
import type { IncidentQuestion } from './duty';
import type { ShownPiece } from './papers/piece';

/** What answers are called for those who read them, where the question is put as a task to who answers it. */
const titles: Readonly<Partial<Record<IncidentQuestion, string>>> = {
  'agency-information': 'What the agencies know about the child and the family',
  'rapid-review-meeting': 'The record of the rapid review meeting',
  'learning-found': 'Learning outside the scope of the review',
  'review-report': 'The report of the review',
  'publication-delay': 'Why publication is delayed',
  publication: 'Where the report is published',
  withdrawal: 'Why the case was withdrawn',
};

/** Pieces under titles for readers; one that is a question already keeps its own. */
export const withReadersTitles = (
  pieces: readonly ShownPiece[],
  { duties }: Pick<CaseView, 'duties'>,
): ShownPiece[] =>
  pieces.map((piece) => {
    const duty = duties.find(({ title }) => title === piece.title)?.duty;
    const title = titles[duty as IncidentQuestion];
    return title === undefined ? piece : { ...piece, title };
  });
