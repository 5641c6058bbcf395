import type { Addressee } from '../../domain/opened-duty';
import type { LetterRecord } from '../../domain/record';
import { keyOf, note, type CaseFile, type Posting, type Round, type Trouble } from './file';
import { partOf } from './ledger';
import { checkMet, openRound, postTo, postToAll, redateRound } from './rounds';

const factOf = (round: Round, name: string): string | undefined => {
  const fact = round.given.at(-1)?.answer.facts[name];
  return typeof fact === 'string' ? fact : undefined;
};

/** What reaches nobody, is owed by nobody or has no date becomes a duty of the business unit. */
export const troubleOf = (file: CaseFile): Trouble => {
  const askBusinessUnit = (
    about: Round,
    duty: string,
    instance: string,
    settled: (round: Round) => void,
  ): void => {
    // A duty of the house about a duty of the house would go round for ever: it stands on the page instead.
    if (about.state.stage === 'any' && about.state.kind === 'question') {
      note(file, { kind: 'entry', event: 'problem', title: `${about.state.title}: ${duty}` });
      return;
    }
    void openRound(file, { duty, instance }, {}).then((round) => {
      round.onSettled = () => {
        settled(round);
      };
      postToAll(file, round, { kind: 'question' });
    }, file.crash);
  };
  return {
    undelivered: (about, letter, posting) => {
      if (about.state.state !== 'open' || isAskedAbout(file, letter)) return;
      askBusinessUnit(about, 'letter-undelivered', letter.id, (round) => {
        const choice = round.given.at(-1)?.answer.choice;
        const address = factOf(round, 'address');
        if (choice === 'other-address' && address) readdress(file, about, posting, address);
        if (choice === 'told-otherwise') {
          letter.state = 'sent-otherwise';
          const sentOn = factOf(round, 'sentOn');
          if (sentOn) letter.sentOtherwiseOn = sentOn;
        }
        if (choice === 'no-longer-needed') letter.state = 'withdrawn';
        checkMet(file, about);
      });
    },
    unfilled: (about, { recipient, agency }) => {
      const who = { recipient, ...(agency === undefined ? {} : { agency }) };
      const part = partOf(who);
      askBusinessUnit(about, 'role-unfilled', `${keyOf(about.state)}/${part}`, (round) => {
        const address = factOf(round, 'address');
        if (address) fill(file, about, { ...who, person: `named:${part}`, address });
      });
    },
    undated: (about, detail) => {
      note(file, { kind: 'entry', event: 'problem', title: `${about.state.title}: ${detail}` });
      askBusinessUnit(about, 'date-unknown', keyOf(about.state), () => {
        void redateRound(file, about, 'date-unknown').catch(file.crash);
      });
    },
  };
};

/** One question about a person whom letters of a duty do not reach, however many come back. */
const isAskedAbout = (file: CaseFile, letter: LetterRecord): boolean =>
  file.rounds.some(({ state }) => {
    const other = file.letters.get(state.instance);
    return (
      state.duty === 'letter-undelivered' &&
      state.state === 'open' &&
      other?.duty === letter.duty &&
      other.instance === letter.instance &&
      other.round === letter.round &&
      partOf(other.to) === partOf(letter.to)
    );
  });

/** The letter goes to the other address, and what comes after it too. */
export const readdress = (file: CaseFile, about: Round, posting: Posting, address: string): void => {
  const to = { ...posting.to, address };
  const moved = (one: Addressee): Addressee =>
    partOf(one) === partOf(to) && one.person === to.person ? to : one;
  about.state.addressees = about.state.addressees.map(moved);
  about.state.watchers = about.state.watchers.map(moved);
  if (about.state.state === 'open') postTo(file, about, { ...posting, to });
};

/** Somebody for a part that nobody holds: what was to be asked or told goes there. */
export const fill = (file: CaseFile, about: Round, to: Addressee): void => {
  about.state.addressees.push(to);
  const kind = about.state.kind === 'notice' ? 'notice' : 'question';
  if (about.state.state === 'open') postTo(file, about, { kind, ordinal: 0, to, duty: about.state });
};
