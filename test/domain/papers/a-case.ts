import { londonInstant } from '../../../domain/calendar/london';
import type { CaseView, DutyState } from '../../../domain/case-view';
import type { IncidentDuty, Recipient } from '../../../domain/duty';
import type { Row } from '../../../domain/papers/answer-rows';
import type { PieceSource } from '../../../domain/papers/piece';
import type { Answer, Entry, LetterKind, LetterRecord, Opening } from '../../../domain/record';
import { caseView, duty } from '../../api/support/sample-case';

export const at = (on: string, time = '10:00'): number => londonInstant(on, time);

/** A case built up entry by entry, as its procedure would. Words are sealed as themselves. */
export class CaseInTheMaking {
  readonly duties: DutyState[] = [];
  readonly letters: LetterRecord[] = [];
  readonly story: Entry[] = [];
  opening: Partial<Opening> = {};

  opened(id: IncidentDuty, on: string, changed: Partial<DutyState> = {}): this {
    this.duties.push(duty(id, { openedAtMs: at(on), ...changed }));
    return this;
  }

  answered(
    id: IncidentDuty,
    on: string,
    by: Recipient,
    answer: Partial<Answer> = {},
    words: Record<string, string> = {},
    round = 1,
  ): this {
    const state = duty(id);
    const label = state.form?.choice?.options[answer.choice ?? ''];
    this.story.push({
      number: this.story.length + 1,
      atMs: at(on),
      kind: 'answer',
      duty: id,
      instance: '-',
      round,
      title: state.title,
      by: { recipient: by, person: by },
      answer: { facts: {}, parcel: { sealed: JSON.stringify(words) }, ...answer },
      ...(label === undefined ? {} : { choiceLabel: label }),
    });
    return this;
  }

  decided(choice: string, on: string): this {
    const number = this.story.length + 1;
    const facts = { choice };
    this.story.push({ number, atMs: at(on), kind: 'entry', event: 'decided', title: 'Decided', facts });
    return this;
  }

  letter(
    id: IncidentDuty,
    to: Recipient,
    kind: LetterKind,
    sent: Partial<LetterRecord>,
    instance = '-',
    round = 1,
  ): this {
    this.letters.push({
      id: `${id}/${instance}/${String(round)}/${kind}/${to}/${String(this.letters.length)}`,
      kind,
      duty: id,
      instance,
      round,
      ordinal: 0,
      to: { recipient: to, person: to, address: `${to}@exampleshire.example` },
      state: sent.acceptedAtMs === undefined ? 'retrying' : 'accepted',
      attempts: 1,
      possiblySentTwice: false,
      ...sent,
    });
    return this;
  }

  view(on = '2026-12-14'): CaseView {
    const { duties, letters, story } = this;
    const whole = caseView({ sealed: '{}' }, { duties, letters, story, nowMs: at(on) });
    return { ...whole, opening: { ...whole.opening, ...this.opening } };
  }

  /** What a paper is composed from, for somebody who may read everything. */
  source(on?: string): PieceSource {
    return {
      view: this.view(on),
      agencies: { schools: 'Exampleshire Schools', police: 'Exampleshire Police' },
      may: () => true,
      mayReadAnswerOf: () => true,
      openReport: () => Promise.resolve([{ label: 'What happened?', value: 'The report' }]),
      openWords: ({ sealed }) =>
        Promise.resolve(sealed === 'broken' ? null : (JSON.parse(sealed) as Record<string, string>)),
    };
  }
}

export const valuesOf = (rows: readonly Row[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ label, value }) => [label, value]));
