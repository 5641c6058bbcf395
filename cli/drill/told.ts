import { londonDateOf, londonTimeOf } from '../../domain/calendar/london';
import type { CaseAsKept } from '../../domain/case-view';
import type { Addressee } from '../../domain/opened-duty';
import type { Actor, Entry } from '../../domain/record';
import { sentenceOf } from '../../domain/sentences';

/** One thing that happened, as a line of JSON: `at` an instant in ISO 8601, `on` the London date. */
export type Told = { at: string; on: string; kind: Entry['kind']; [detail: string]: unknown };

const whoIn = ({ recipient, agency }: Pick<Addressee | Actor, 'recipient' | 'agency'>) => ({
  who: recipient,
  ...(agency === undefined ? {} : { agency }),
});

export const asJson = (entry: Entry): Told => {
  const when = { at: new Date(entry.atMs).toISOString(), on: londonDateOf(entry.atMs), kind: entry.kind };
  switch (entry.kind) {
    case 'stage':
      return { ...when, stage: entry.stage };
    case 'due': {
      const { duty, instance, dueOn, alarmOn, redated } = entry;
      return { ...when, duty, instance, dueOn, alarmOn, ...(redated ? { because: redated.because } : {}) };
    }
    case 'answer': {
      const { who: by, ...agency } = whoIn(entry.by);
      return {
        ...when,
        duty: entry.duty,
        instance: entry.instance,
        by,
        ...agency,
        choice: entry.answer.choice ?? null,
      };
    }
    case 'reminder':
    case 'breach':
      return { ...when, duty: entry.duty, instance: entry.instance, ordinal: entry.ordinal };
    case 'letter': {
      const { who: to, ...agency } = whoIn(entry.to);
      const about = entry.letterKind === 'notice' ? { notice: entry.duty } : { duty: entry.duty };
      return { ...when, ...about, letter: entry.letterKind, to, ...agency, state: entry.state };
    }
    case 'refused':
      return {
        ...when,
        duty: entry.duty,
        by: entry.by?.recipient ?? null,
        because: entry.because,
        detail: entry.detail ?? null,
      };
    case 'entry':
      return { ...when, event: entry.event, title: entry.title };
  }
};

export const asSentence = (entry: Entry, view: CaseAsKept): string =>
  `${londonDateOf(entry.atMs)} ${londonTimeOf(entry.atMs)}  ${entry.kind.padEnd(8)}  ${sentenceOf(entry, view)}`;
