import { condition } from '@temporalio/workflow';
import type { HouseNotice, HouseQuestion } from '../../domain/duty';
import type { Addressee } from '../../domain/opened-duty';
import type { Opening } from '../../domain/record';
import { tell } from './asking';
import { openCase, type Case } from './case';
import { note, type CaseFile } from './file';
import { guard } from './guard';
import { keepHouse, type House } from './house';
import { partOf } from './ledger';
import { isUnsettled, mayHaveReached } from './letters';

/** How a case came to its end. */
export type Ending = 'over' | 'withdrawn';

/**
 * Runs a procedure as a case: guarded, with the duties of the house beside it, until everything owed is done and
 * every letter is settled; or until it is withdrawn as opened in error.
 */
export const runCase = <Question extends string, Notice extends string, Wait extends string>(
  opening: Opening,
  procedure: (incident: Case<Question | HouseQuestion, Notice | HouseNotice, Wait>) => Promise<void>,
): Promise<{ file: CaseFile; ending: Ending }> => {
  let onCancel: () => void = () => undefined;
  return guard(
    async (crash) => {
      const incident = openCase<Question | HouseQuestion, Notice | HouseNotice, Wait>(opening, crash);
      onCancel = () => {
        askAboutCancel(incident);
      };
      const withdrawn = keepHouse(incident);
      const finished = procedure(incident).then(() => condition(() => nothingOwed(incident.file)));
      const ending = await Promise.race([finished.then(() => 'over' as const), withdrawn]);
      incident.endAll(ending);
      await lettersSettled(incident.file);
      if (ending === 'withdrawn') await tellOfWithdrawal(incident.file);
      await lettersSettled(incident.file);
      return { file: incident.file, ending };
    },
    () => {
      onCancel();
    },
  );
};

const askAboutCancel = (incident: House): void => {
  note(incident.file, {
    kind: 'entry',
    event: 'cancel-requested',
    title: 'A request to cancel the case came from outside; the case goes on',
  });
  incident.ask('cancel-requested');
};

/** Nothing closes while somebody owes an answer or somebody is to be told, or is about to. */
const nothingOwed = (file: CaseFile): boolean =>
  file.beingOpened === 0 &&
  !file.rounds.some(({ state }) => state.state === 'open' && state.rule !== 'standing');

/** An attempt that was under way may still have reached somebody. */
const lettersSettled = (file: CaseFile): Promise<void> =>
  condition(() => ![...file.letters.values()].some(isUnsettled));

/** Everybody who had been told is told that it was an error, also where a part changed hands; and who reported it in any case. */
const tellOfWithdrawal = async (file: CaseFile): Promise<void> => {
  const { person, address, agency } = file.opening.reportedBy;
  const referrer: Addressee = { recipient: 'referrer', person, address, agency };
  const told = new Map<string, Addressee>();
  const add = (to: Addressee): unknown => told.set(`${partOf(to)} ${to.address.toLowerCase()}`, to);
  add(referrer);
  for (const letter of file.letters.values())
    if (mayHaveReached(letter) && letter.to.recipient !== 'business-unit') add(letter.to);
  await tell(file, 'withdrawn-in-error', { to: [...told.values()] }).met;
};
