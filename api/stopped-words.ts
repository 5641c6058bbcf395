import { momentInWords } from '../domain/dates-in-words';

/** What is said of a case whose workflow was stopped from outside; null of any other. */
export const stoppedInWords = ({ stoppedAtMs }: { stoppedAtMs?: number }): string | null =>
  stoppedAtMs === undefined
    ? null
    : `This case was stopped from outside on ${momentInWords(stoppedAtMs)}, and the administrators are told of it. Nothing more is recorded here.`;
