import type { CaseView } from '../domain/case-view';
import { momentInWords } from '../domain/dates-in-words';

/** What is said of a case whose workflow was stopped from outside; null of any other. */
export const stoppedInWords = ({ stoppedAtMs }: Pick<CaseView, 'stoppedAtMs'>): string | null =>
  stoppedAtMs === undefined
    ? null
    : `This case was stopped from outside on ${momentInWords(stoppedAtMs)}, and the administrators are told of it. Nothing more is recorded here.`;

/** What is said of a case that was set back from outside, whose record may lack what came before; null of any other. */
export const resetInWords = ({ resetAtMs }: Pick<CaseView, 'resetAtMs'>): string | null =>
  resetAtMs === undefined
    ? null
    : `This case was set back from outside on ${momentInWords(resetAtMs)}, and the administrators are told of it. What was recorded before may be missing, in part or wholly: letters and answers of that time stand in the Temporal UI, in the run before. Letters may also have gone out again: ask the administrators before you go on.`;

/** What a link says that leads to nothing in the record: of a case that was set back there may be no later letter. */
export const notInRecord = (what: string, { resetAtMs }: Pick<CaseView, 'resetAtMs'>): string[] =>
  resetAtMs === undefined
    ? [`${what} is not in the record. Please use the link in the latest letter.`]
    : [
        `${what} is not in the record: this case was set back from outside on ${momentInWords(resetAtMs)}, and part of its record is missing since.`,
        'The business unit will ask again what is still needed. If you had answered, or know of something urgent, please ring the business unit.',
      ];
