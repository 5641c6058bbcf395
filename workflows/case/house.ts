import type { EventName, HouseNotice, HouseQuestion } from '../../domain/duty';
import type { Actor, Facts } from '../../domain/record';
import { tell } from './asking';
import { objectionToAddress, objectionToReminder, putToAddress, remindNow } from './by-hand';
import type { Case } from './case';
import { callDeputyOff, objectionToCallingOff, objectionToDeputy, setDeputy } from './deputies';
import { latestRound, note, type CaseFile, type Given } from './file';
import { endTroubleAbout, partOf } from './ledger';
import { isUnsettled, stopLetter } from './letters';
import { checkMet } from './rounds';

export type House = Case<HouseQuestion, HouseNotice, never>;

/** Opens what is always open: to correct, to add, to hand over, to record what was sent otherwise, to remind or write elsewhere by hand, to set a deputy or call one off, to withdraw. */
export const keepHouse = (incident: House): Promise<'withdrawn'> => {
  const { file } = incident;
  incident.ask('correction', {
    permit: ({ facts }) => objectionToCorrection(file, facts),
    onAnswer: (given) => {
      correct(incident, given);
    },
  });
  incident.ask('further-information', {
    onAnswer: ({ answer: { facts } }) => {
      if (typeof facts.otherReport !== 'string') return;
      const title = `The incident was reported again, as ${facts.otherReport}`;
      note(file, { kind: 'entry', event: 'fact', title });
    },
  });
  incident.ask('hand-over', {
    permit: ({ facts }) => (facts.person === file.handler ? 'The case is theirs already.' : null),
    onAnswer: ({ answer, by }) => {
      handOver(file, String(answer.facts.person), by);
    },
  });
  incident.ask('sent-otherwise', {
    permit: ({ facts }) => objectionToSent(file, facts),
    onAnswer: ({ answer }) => {
      recordSent(file, answer.facts);
    },
  });
  incident.ask('reminder-now', {
    permit: ({ facts }) => objectionToReminder(file, facts),
    onAnswer: ({ answer }) => {
      remindNow(file, answer.facts);
    },
  });
  incident.ask('another-address', {
    permit: ({ facts }) => objectionToAddress(file, facts),
    onAnswer: ({ answer, by }) => {
      putToAddress(file, answer.facts, by);
    },
  });
  incident.ask('deputy', {
    permit: ({ facts }) => objectionToDeputy(file, facts),
    onAnswer: (given) => {
      setDeputy(file, given);
    },
  });
  incident.ask('deputy-ended', {
    permit: ({ facts }) => objectionToCallingOff(file, facts),
    onAnswer: ({ answer, by }) => {
      callDeputyOff(file, answer.facts, by);
    },
  });
  return new Promise((resolve) => {
    file.withdraw = (by, parcel) => {
      const title = 'The case was withdrawn as opened in error';
      note(file, { kind: 'entry', event: 'withdrawn', title, by, ...(parcel ? { parcel } : {}) });
      resolve('withdrawn');
    };
    incident.ask('withdrawal', {
      onAnswer: ({ by, answer }) => {
        file.withdraw(by, answer.parcel);
      },
    });
  });
};

/** What counts from a date that was wrong is dated anew; the old date stays in the story. */
const correct = (incident: House, { answer, by }: Given): void => {
  const { entry, event, date } = answer.facts;
  note(incident.file, {
    kind: 'entry',
    event: 'corrected',
    title: 'An entry was corrected',
    by,
    supersedes: Number(entry),
    ...(answer.parcel ? { parcel: answer.parcel } : {}),
  });
  if (isCorrectable(event) && typeof date === 'string') incident.happened(event, date);
  incident.file.onCorrection(answer.facts);
};

/** What can be corrected, as the question names it. */
const dayOf = {
  incident: 'the day of the incident',
  'authority-aware': 'the day on which the authority became aware',
  'report-received': 'the day on which the report was received',
  'panel-notification': 'the day on which the panel was notified',
  'panel-acknowledgement': 'the day on which the panel acknowledged',
  'panel-answer': 'the day on which the panel answered',
  publication: 'the day of publication',
} as const satisfies Partial<Record<EventName, string>>;

type Correctable = keyof typeof dayOf;

const isCorrectable = (event: unknown): event is Correctable =>
  Object.keys(dayOf).some((one) => one === event);

/** What comes after what, whoever corrects it. */
const order: readonly (readonly [Correctable, Correctable])[] = [
  ['incident', 'authority-aware'],
  ['incident', 'report-received'],
  ['incident', 'panel-notification'],
  ['authority-aware', 'panel-notification'],
  ['panel-notification', 'panel-acknowledgement'],
  ['panel-notification', 'panel-answer'],
  ['incident', 'publication'],
];

const objectionToCorrection = (file: CaseFile, { entry, event, date }: Facts): string | null => {
  if (!file.story.some(({ number }) => number === Number(entry)))
    return 'There is no entry with that number.';
  if ((event === undefined) !== (date === undefined))
    return 'Choose which date was wrong and enter the right one, or leave both empty.';
  if (!isCorrectable(event)) return null;
  if (file.events[event] === undefined) return 'That has not happened in this case yet.';
  const events = { ...file.events, [event]: date };
  for (const [one, other] of order) {
    const [first, second] = [events[one], events[other]];
    if (typeof first === 'string' && typeof second === 'string' && first > second)
      return `It does not fit the other dates of the case: ${dayOf[one]} (${first}) would come after ${dayOf[other]} (${second}). If both are wrong, correct the other one first.`;
  }
  return null;
};

/** Whoever the case is handed to gets its letters from now on, and hears of it. */
const handOver = (file: CaseFile, person: string, by: Actor): void => {
  file.handler = person;
  note(file, {
    kind: 'entry',
    event: 'handed-over',
    title: 'The case was handed over',
    by,
    facts: { person },
  });
  tell(file, 'handed-over').round.then(({ state }) => {
    const [to] = state.addressees;
    if (!to) return;
    for (const { state: other } of file.rounds) {
      other.addressees = other.addressees.map((one) => (partOf(one) === partOf(to) ? to : one));
      other.watchers = other.watchers.map((one) => (partOf(one) === partOf(to) ? to : one));
    }
  }, file.crash);
};

const objectionToSent = (file: CaseFile, { letter, sentOn }: Facts): string | null => {
  if (!file.letters.has(String(letter))) return 'There is no such letter in this case.';
  return String(sentOn) < file.opening.incidentOn ? 'The day lies before the incident.' : null;
};

const recordSent = (file: CaseFile, facts: Facts): void => {
  const letter = file.letters.get(String(facts.letter));
  if (!letter) return;
  letter.sentOtherwiseOn = String(facts.sentOn);
  if (isUnsettled(letter)) stopLetter(letter, 'sent-otherwise');
  else if (letter.state !== 'accepted') letter.state = 'sent-otherwise';
  endTroubleAbout(file, letter.id);
  const about = latestRound(file, letter.duty, letter.instance);
  if (about) checkMet(file, about);
};
