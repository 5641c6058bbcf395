import { condition } from '@temporalio/workflow';
import type { HouseQuestion } from '../../domain/duty';
import type { Addressee } from '../../domain/opened-duty';
import type { Opening } from '../../domain/record';
import { openCase, type Case } from './case';
import { latestRound, note, type CaseFile } from './file';
import { guard } from './guard';
import { partOf } from './ledger';
import { hasReached, isUnsettled, stopLetter } from './letters';
import { checkMet } from './rounds';

/** How a case came to its end. */
export type Ending = 'over' | 'withdrawn';

/**
 * Runs a procedure as a case: guarded, with the duties of the house beside it, until everything owed is done and
 * every letter is settled; or until it is withdrawn as opened in error.
 */
export const runCase = <Question extends string, Notice extends string, Wait extends string>(
  opening: Opening,
  procedure: (incident: Case<Question | HouseQuestion, Notice | 'withdrawn-in-error', Wait>) => Promise<void>,
): Promise<{ file: CaseFile; ending: Ending }> => {
  let onCancel: () => void = () => undefined;
  return guard(
    async (crash) => {
      const incident = openCase<Question | HouseQuestion, Notice | 'withdrawn-in-error', Wait>(
        opening,
        crash,
      );
      onCancel = () => {
        askAboutCancel(incident);
      };
      const withdrawn = keepHouse(incident);
      const finished = procedure(incident).then(() => condition(() => nothingOwed(incident.file)));
      const ending = await Promise.race([finished.then(() => 'over' as const), withdrawn]);
      incident.endAll(ending);
      if (ending === 'withdrawn') await tellOfWithdrawal(incident);
      await condition(() => ![...incident.file.letters.values()].some(isUnsettled));
      return { file: incident.file, ending };
    },
    () => {
      onCancel();
    },
  );
};

type House = Case<HouseQuestion, 'withdrawn-in-error', never>;

const askAboutCancel = (incident: House): void => {
  note(incident.file, {
    kind: 'entry',
    event: 'cancel-requested',
    title: 'A request to cancel the case came from outside; the case goes on',
  });
  incident.ask('cancel-requested');
};

/** Opens what is always open: to correct, to hand over, to record what was sent otherwise, to withdraw. */
const keepHouse = (incident: House): Promise<'withdrawn'> => {
  const { file } = incident;
  incident.ask('correction', {
    onAnswer: ({ answer, by }) => {
      const supersedes = Number(answer.facts.entry);
      note(file, {
        kind: 'entry',
        event: 'corrected',
        title: 'An entry was corrected',
        by,
        supersedes,
        ...(answer.parcel ? { parcel: answer.parcel } : {}),
      });
    },
    permit: ({ facts }) =>
      file.story.some(({ number }) => number === Number(facts.entry))
        ? null
        : 'There is no entry with that number.',
  });
  incident.ask('hand-over', {
    onAnswer: ({ answer, by }) => {
      file.handler = String(answer.facts.person);
      note(file, {
        kind: 'entry',
        event: 'handed-over',
        title: 'The case was handed over',
        by,
        facts: answer.facts,
      });
    },
  });
  incident.ask('sent-otherwise', {
    permit: ({ facts }) =>
      file.letters.has(String(facts.letter)) ? null : 'There is no such letter in this case.',
    onAnswer: ({ answer }) => {
      const letter = file.letters.get(String(answer.facts.letter));
      if (!letter) return;
      letter.sentOtherwiseOn = String(answer.facts.sentOn);
      if (isUnsettled(letter)) stopLetter(letter, 'sent-otherwise');
      else letter.state = 'sent-otherwise';
      const about = latestRound(file, letter.duty, letter.instance);
      if (about) checkMet(file, about);
    },
  });
  return new Promise((resolve) => {
    incident.ask('withdrawal', {
      onAnswer: ({ by, answer }) => {
        note(file, {
          kind: 'entry',
          event: 'withdrawn',
          title: 'The case was withdrawn as opened in error',
          by,
          ...(answer.parcel ? { parcel: answer.parcel } : {}),
        });
        resolve('withdrawn');
      },
    });
  });
};

/** Nothing closes while somebody owes an answer or somebody is to be told. */
const nothingOwed = (file: CaseFile): boolean =>
  !file.rounds.some(({ state }) => state.state === 'open' && state.rule !== 'standing');

/** Whoever had been told is told that it was an error. */
const tellOfWithdrawal = async (incident: House): Promise<void> => {
  const told = new Map<string, Addressee>();
  for (const letter of incident.file.letters.values())
    if (hasReached(letter) && letter.to.recipient !== 'business-unit') told.set(partOf(letter.to), letter.to);
  if (told.size > 0) await incident.tell('withdrawn-in-error', { to: [...told.values()] }).met;
};
