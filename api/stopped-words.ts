import type { CaseView } from '../domain/case-view';
import { momentInWords } from '../domain/dates-in-words';

/** What is said of a case whose workflow was stopped from outside; null of any other. */
export const stoppedInWords = ({ stoppedAtMs }: Pick<CaseView, 'stoppedAtMs'>): string | null =>
  stoppedAtMs === undefined
    ? null
    : `This case was stopped from outside on ${momentInWords(stoppedAtMs)}, and the administrators are told of it. Nothing more is recorded here.`;

/** What is said of a case that was set back from outside, whose last entries may be missing; null of any other. */
export const resetInWords = ({ resetAtMs }: Pick<CaseView, 'resetAtMs'>): string | null =>
  resetAtMs === undefined
    ? null
    : `This case was set back from outside on ${momentInWords(resetAtMs)}, and the administrators are told of it. What was recorded shortly before may be missing, and letters may have gone out again: ask them before you go on.`;
