import type { CancellationScope } from '@temporalio/workflow';
import type { Duty, Recipient } from '../../domain/duty';
import type { Form } from '../../domain/form';
import { editions } from '../../domain/editions';
import { mayGet } from '../../domain/permissions';
import type { Actor, Answer, Entry, Outcome } from '../../domain/record';
import type { CaseFile, Round } from '../../workflows/case/file';
import { answersByRole, partOf, submit } from '../../workflows/case/ledger';
import { addressee, duty as dutyState, opening } from '../api/support/sample-case';

const recipients: readonly Recipient[] = [
  ...(['business-unit', 'administrator', 'director', 'local-authority-partner', 'health-partner'] as const),
  ...(['police-partner', 'scrutineer', 'rapid-review-chair', 'learning-chair', 'agency-lead'] as const),
  ...(['referrer', 'reviewer', 'national-panel', 'ofsted', 'dfe'] as const),
];
const actorIn = (recipient: Recipient, changed: Partial<Actor> = {}): Actor => ({
  recipient,
  person: addressee(recipient).person,
  ...(recipient === 'agency-lead' ? { agency: 'schools' } : {}),
  ...changed,
});

const questions = Object.entries(editions).flatMap(([edition, { duties }]) =>
  Object.entries(duties).flatMap(([id, duty]: [string, Duty]) =>
    'asks' in duty ? [[edition, id, duty] as const] : [],
  ),
);

/** An answer that fits the form, on a day after the incident. */
const fitting = ({ choice, fields = [] }: Form): Answer => ({
  ...(choice === undefined ? {} : { choice: Object.keys(choice.options)[0] ?? '' }),
  facts: Object.fromEntries(
    fields.flatMap(({ name, type }) =>
      type === 'date' ? [[name, '2026-12-12']] : type === 'date-time' ? [[name, '2026-12-12T10:00']] : [],
    ),
  ),
});

/** A case in which one question was put to those whom the edition asks, and what it makes of one signal. */
function judged(id: string, question: Extract<Duty, { asks: unknown }>, by: Actor): Outcome | undefined {
  const addressees = question.asks.roles.map((role) => ({
    ...addressee(role),
    ...(role === 'agency-lead' ? { agency: 'schools' } : {}),
  }));
  const parts = addressees.map(partOf);
  const scope = { cancel: () => undefined } as unknown as CancellationScope;
  const round: Round = {
    state: {
      ...dutyState('correction'),
      duty: id,
      title: question.title,
      form: question.form,
      rule: question.asks.rule,
      addressees,
      parts,
      awaited: [...parts],
    },
    dating: {},
    given: [],
    scope,
    clock: scope,
    quiet: false,
    permit: () => null,
    onAnswer: () => undefined,
    onSettled: () => undefined,
  };
  const file = {
    opening: opening({ sealed: '' }),
    closed: false,
    rounds: [round],
    story: [] as Entry[],
    outcomes: new Map<string, Outcome>(),
    changed: () => undefined,
  } as unknown as CaseFile;
  submit(file, id, { instance: '-', round: 1, by, submission: 'one', answer: fitting(question.form) });
  return file.outcomes.get('one');
}

describe.each(questions)('%s, the signal %s', (_edition, id, question) => {
  it.each(recipients)('is an answer from %s only where that role was asked', (recipient) => {
    const outcome = judged(id, question, actorIn(recipient));
    const wasAsked = (question.asks.roles as readonly Recipient[]).includes(recipient);
    expect(outcome).toMatchObject(
      wasAsked ? { outcome: 'recorded' } : { outcome: 'refused', because: 'not-asked' },
    );
    // What the case takes, the table of access allows.
    if (wasAsked) expect(mayGet(recipient, 'answer', 'open')).toBe(true);
  });

  it('is none from another person in the role, unless the role answers whoever is on duty', () => {
    for (const role of question.asks.roles) {
      const outcome = judged(id, question, actorIn(role, { person: 'somebody-else' }));
      expect(outcome).toMatchObject(
        answersByRole.includes(role) ? { outcome: 'recorded' } : { because: 'not-asked' },
      );
    }
  });

  it('is none from another agency, nor from an agency’s lead who names none', () => {
    const other = judged(id, question, actorIn('agency-lead', { agency: 'police' }));
    const none = { recipient: 'agency-lead', person: 'agency-lead' } as const;
    expect([other, judged(id, question, none)]).toMatchObject([
      { because: 'not-asked' },
      { because: 'not-asked' },
    ]);
  });
});
