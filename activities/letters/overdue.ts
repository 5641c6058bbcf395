import { dayInWords } from '../../domain/dates-in-words';
import type { LetterOrder } from '../../domain/letter';
import { theParts, type AgencyTitles } from '../../domain/parts-in-words';

export const stillCounts =
  'It can still be done, and it counts when it is done: the record then shows the day.';

/** Of a notice whose decision is still to come. */
export const waitsForDecision =
  'It goes out by itself when the decision is recorded. What is needed is the decision: please see to it that it is made and recorded.';

export const timesSaid = ({ ordinal }: LetterOrder): string =>
  ordinal > 1 ? ` This is letter ${ordinal} about it.` : '';

/** Said while the main reading's day is still to come. */
export function strictestPassed({ duty }: LetterOrder, todayOn: string): string[] {
  const dueOn = duty.dates?.dueOn;
  return dueOn && dueOn >= todayOn
    ? [
        `The day that has passed is by the strictest reading of the rules. By the main reading this is due on ${dayInWords(dueOn)}.`,
      ]
    : [];
}

/** Who owes it, for a reader who only watches. */
export const owedByOthers = (owedBy: readonly string[], agencies: AgencyTitles): string =>
  owedBy.length === 0
    ? 'It is not owed by you: you need not answer.'
    : `It is owed by ${theParts(owedBy, agencies)}, not by you: you need not answer.`;

/** What somebody who only watches can do. */
export const whatToSeeTo = ({ to }: LetterOrder): string =>
  to.recipient === 'business-unit'
    ? 'Please see to it that who owes it does it. If something stands in the way, please help, and note the reason in the record of the case.'
    : 'Please see to it that who owes it does it, and help where something stands in the way. The link shows how it stands, and asks nothing of you.';

/** What to do where something stands in the way of what is overdue. */
export const ifHindered = ({ to }: LetterOrder): string =>
  to.recipient === 'business-unit'
    ? 'If something stands in the way, please note the reason in the record of the case.'
    : 'If something stands in the way, please tell the business unit, so that it can help and note the reason.';
