import { beside, type CaseFile, type Given, type Round } from './file';
import { answersByRole, partOf } from './ledger';
import { post } from './letters';

/**
 * Whoever answered by a link is told that the answer is in the record, and so would hear of one that somebody else gave
 * in their name. Staff see theirs on the page of the case.
 */
export const confirmTo =
  (file: CaseFile) =>
  (round: Round, { by, entry }: Given): void => {
    const { state } = round;
    const to = state.addressees.find((one) => partOf(one) === partOf(by) && one.person === by.person);
    if (to === undefined || answersByRole.includes(by.recipient)) return;
    beside(file, file.scope, async () => {
      await post(file, round, { kind: 'receipt', ordinal: entry, to, duty: state });
    });
  };
