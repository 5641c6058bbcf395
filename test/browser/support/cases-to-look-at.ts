import { londonInstant } from '../../../domain/calendar/london';
import { addDays } from '../../../domain/calendar/civil-date';
import type { AwaitedAnswer, CaseRow, CaseView } from '../../../domain/case-view';
import { fixDates } from '../../../domain/clock';
import { editions } from '../../../domain/editions';
import type { Addressee } from '../../../domain/opened-duty';
import type { Answer, Entry, EntryOf, Parcel } from '../../../domain/record';
import { addressee, caseView, duty, memo, nowMs, reportTo } from '../../api/support/sample-case';

export const longWord = 'Supercalifragilisticexpialidocious'.repeat(3);
const byUnit = { recipient: 'business-unit', person: 'business-unit-a' } as const;

const entries = (from: number, count: number): Entry[] =>
  Array.from({ length: count }, (_, index) => ({
    number: from + index + 1,
    atMs: nowMs - 1_000_000 + index,
    kind: 'entry',
    event: 'opened',
    title: index % 10 === 0 ? longWord : 'Something that was recorded',
  }));

const sentTo = (to: Addressee[], from: number): Entry[] =>
  to.map((one, index) => ({
    number: from + index + 1,
    atMs: nowMs - 2_000_000,
    kind: 'letter',
    letter: `agency-information/${one.agency ?? '-'}/1/question/0/agency-lead:${one.agency ?? '-'}`,
    letterKind: 'question',
    duty: 'agency-information',
    instance: one.agency ?? '-',
    title: 'What does your agency know about the child and the family?',
    to: one,
    state: 'accepted',
  }));

/** Twenty agencies asked by letter, fifty entries, long words, and nothing answered yet. */
function crowded(few: CaseView): CaseView {
  const agencies = Array.from({ length: 20 }, (_, index) =>
    duty('agency-information', {
      instance: `agency-${String(index)}`,
      addressees: [{ ...addressee('agency-lead'), agency: `agency-${String(index)}` }],
    }),
  );
  return {
    ...few,
    duties: [...few.duties, ...agencies],
    story: [
      ...few.story,
      ...sentTo(
        agencies.flatMap(({ addressees }) => addressees),
        few.story.length,
      ),
      ...entries(few.story.length + agencies.length, 50),
    ],
  };
}

/** The copies went out on a day that is too late for the day proposed. */
function publishedTooEarly(few: CaseView): CaseView {
  const { clock } = editions['working-together-2018'].duties.publication;
  const dates = clock === undefined ? null : fixDates({ clock, events: { 'review-decision': '2026-12-18' } });
  return {
    ...few,
    stage: 'publication',
    nowMs: londonInstant('2027-03-05', '10:00'),
    duties: [
      duty('publication', { dates, addressees: [addressee('business-unit')] }),
      duty('report-to-panel-and-department', {
        state: 'met',
        parts: ['national-panel', 'dfe'],
        addressees: [],
      }),
      duty('correction'),
    ],
    letters: [reportTo('national-panel', '2027-03-02'), reportTo('dfe', '2027-03-02')],
    story: [
      ...few.story,
      {
        number: few.story.length + 1,
        atMs: nowMs,
        kind: 'answer',
        duty: 'publication-date',
        instance: '-',
        round: 1,
        title: 'Propose a day of publication',
        by: byUnit,
        answer: { facts: { proposedOn: '2027-03-10' } },
      },
    ],
  };
}

const answered = (
  number: number,
  id: 'deputy' | 'notification-threshold',
  answer: Answer,
  more: Partial<EntryOf<'answer'>> = {},
): Entry => ({
  number,
  atMs: nowMs - 2_000_000,
  kind: 'answer',
  duty: id,
  instance: '-',
  round: 1,
  title: duty(id).title,
  by: byUnit,
  answer,
  ...more,
});

/** The police partner has a deputy, to whom the question was put; another is to come. */
function withDeputies(few: CaseView): CaseView {
  const terms = { until: '2026-12-18', address: 'stand-in@police.exampleshire.example' };
  const at = few.story.length;
  return {
    ...few,
    duties: [
      duty('notification-threshold', {
        addressees: [
          addressee('health-partner'),
          {
            ...addressee('police-partner'),
            address: terms.address,
            person: 'deputy:police-partner:7',
            deputyFor: 'police-partner',
          },
        ],
      }),
      ...few.duties.slice(1),
      duty('deputy'),
      duty('deputy-ended'),
    ],
    story: [
      ...few.story,
      answered(at + 1, 'deputy', { facts: { ...terms, role: 'police-partner', from: '2026-12-10' } }),
      answered(at + 2, 'deputy', { facts: { ...terms, role: 'scrutineer', from: '2026-12-16' } }),
    ],
  };
}

/** A relaxation in force has lifted the limit of what is asked. */
function relaxed(few: CaseView): CaseView {
  const of = 'threshold-silence';
  const { clock } = editions['working-together-2018'].duties[of];
  const why = { reason: `Made up: rules relaxed, ${longWord}`, source: 'Made-up letter of the day' };
  const relaxations = [{ duty: of, from: '2026-12-01', until: '2026-12-31', ...why }];
  const dates = fixDates({ clock, events: { 'authority-aware': '2026-12-11' }, duty: of, relaxations });
  return { ...few, duties: [duty('notification-threshold', { dates }), ...few.duties.slice(1)] };
}

/** The threshold is decided, and the notification is due. */
function decided(few: CaseView): CaseView {
  const settled = duty('notification-threshold', {
    state: 'answered',
    awaited: [],
    settledAtMs: nowMs,
    answeredBy: [{ by: { recipient: 'police-partner', person: 'police-partner' }, entry: 5, atMs: nowMs }],
  });
  const notify = duty('panel-notification', {
    dates: settled.dates,
    addressees: [addressee('business-unit')],
  });
  const by = { recipient: 'police-partner', person: 'police-partner' } as const;
  return {
    ...few,
    stage: 'notification',
    duties: [settled, notify, ...few.duties.slice(1)],
    story: few.story.map((entry) => (entry.kind === 'answer' ? { ...entry, by } : entry)),
  };
}

/** The partners did not answer alike, and the authority is asked alone. */
function differing(few: CaseView, report: Parcel): CaseView {
  const by = { recipient: 'police-partner', person: 'police-partner' } as const;
  const answer = { choice: 'not-met', facts: {}, parcel: report };
  return {
    ...few,
    duties: [
      duty('notification-threshold', { state: 'met', settledAtMs: nowMs - 1_000_000, awaited: [] }),
      duty('threshold-by-authority'),
    ],
    story: [
      ...few.story,
      answered(few.story.length + 1, 'notification-threshold', answer, {
        by,
        choiceLabel: 'No, it is not met',
      }),
    ],
  };
}

/** Each state of a case that people meet and that its page shows in a way of its own, by the end of its reference. */
export function casesToLookAt(report: Parcel): Record<string, CaseView> {
  const few = caseView(report);
  const closed = { ...few, stage: 'closed', closed: true, keptUntilOn: '2061-12-14' } as const;
  return {
    CROW: crowded(few),
    LONG: { ...few, story: [...few.story, ...entries(few.story.length, 450)] },
    STOP: { ...few, stoppedAtMs: nowMs },
    BACK: { ...few, resetAtMs: nowMs },
    SOON: publishedTooEarly(few),
    DEPU: withDeputies(few),
    WDON: {
      ...few,
      duties: [
        duty('panel-notification', {
          watchers: [addressee('director')],
          state: 'met',
          awaited: [],
          settledAtMs: nowMs,
        }),
      ],
      story: [
        ...few.story,
        {
          number: 7,
          atMs: nowMs,
          kind: 'answer',
          duty: 'panel-notification',
          instance: '-',
          round: 1,
          title: 'Made up',
          by: byUnit,
          answer: { facts: {} },
        },
      ],
    },
    MOVD: {
      ...few,
      duties: [
        duty('notification-threshold', {
          state: 'answered',
          awaited: [],
          settledAtMs: nowMs,
          dates: fixDates({
            clock: editions['working-together-2018'].duties['threshold-silence'].clock,
            events: { 'authority-aware': '2026-12-11' },
            duty: 'threshold-silence',
            relaxations: [
              {
                duty: 'threshold-silence',
                from: '2026-12-01',
                until: '2026-12-31',
                within: { workingDays: 20 },
                reason: 'Made up',
                source: 'Made-up letter',
              },
            ],
          }),
        }),
      ],
    },
    LIFT: relaxed(few),
    DECI: { ...few, stage: 'decision', duties: [duty('rapid-review-decision')] },
    NEXT: decided(few),
    DIFF: differing(few, report),
    DONE: closed,
    GONE: {
      ...closed,
      duties: few.duties.map((one) => ({ ...one, state: 'withdrawn' })),
      story: [
        ...few.story,
        {
          number: few.story.length + 1,
          atMs: nowMs,
          kind: 'entry',
          event: 'withdrawn',
          title: 'The case was withdrawn',
          by: byUnit,
        },
      ],
    },
  };
}

/**
 * Rows of cases in which others owe answers: partners, three agencies at once, one of which the directory has no more; and
 * many more. In each staff have something to record as well.
 */
export const whereOthersOwe = (): CaseRow[] => {
  const asked = {
    instance: '-',
    round: 1,
    reminders: 0,
    sinceMs: nowMs - 400_000_000,
    on: null,
    inDays: false,
    isOverdue: false,
  };
  const ofStaff = (on: string): AwaitedAnswer[] => [
    { ...asked, duty: 'panel-notification', parts: ['business-unit'], on, isOverdue: on < '2026-12-12' },
    {
      ...asked,
      duty: 'letter-undelivered',
      instance: `agency-information/${longWord}/1/question/0/agency-lead:${longWord}`,
      parts: ['business-unit'],
    },
  ];
  const partners = ['local-authority-partner', 'health-partner', 'police-partner'];
  const threshold = { ...asked, duty: 'notification-threshold', reminders: 2, parts: partners };
  const agencies = ['schools', 'police', longWord].map((agency) => ({
    ...asked,
    duty: 'agency-information',
    instance: agency,
    parts: [`agency-lead:${agency}`],
  }));
  return Array.from({ length: 24 }, (_, index) => {
    const on = addDays('2026-12-10', index);
    const others = index % 3 === 1 ? agencies : [{ ...threshold, sinceMs: nowMs - (index + 1) * 90_000_000 }];
    return memo({
      reference: `SI-2026-${String(index).padStart(4, '0')}`,
      next: { duty: 'd', title: 'Made up', on },
      waitingFor: ['police-partner', 'business-unit'],
      awaited: [...ofStaff(on), ...others],
    });
  });
};
