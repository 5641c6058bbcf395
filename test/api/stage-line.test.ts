import fc from 'fast-check';
import { placeFlags, widthOf, type Flag } from '../../api/flags';
import { drawStages } from '../../api/stage-drawing';
import { milestones } from '../../api/milestones';
import { stageLine, stageRows, stageSummary } from '../../api/stage-line';
import { addDays } from '../../domain/calendar/civil-date';
import { londonInstant } from '../../domain/calendar/london';
import type { CaseView, DutyState } from '../../domain/case-view';
import type { Duty, IncidentDuty, Stage } from '../../domain/duty';
import { editions } from '../../domain/editions';
import { caseView, duty } from './support/sample-case';

const began = (number: number, stage: Stage, on: string) =>
  ({ number, atMs: londonInstant(on, '10:00'), kind: 'stage', stage }) as const;

const lineOf = (duties: DutyState[], changed: Partial<CaseView> = {}) =>
  stageLine(caseView({ sealed: '' }, { duties, ...changed }));

describe('the line of stages', () => {
  it('has the stages that the story tells, each until the next', () => {
    const story = [began(1, 'report', '2026-12-11'), began(2, 'threshold', '2026-12-12')];
    expect(lineOf([], { story }).stages).toEqual([
      { stage: 'report', name: 'Report', fromOn: '2026-12-11', untilOn: '2026-12-12' },
      { stage: 'threshold', name: 'Threshold', fromOn: '2026-12-12', untilOn: null },
    ]);
  });

  it('has what is due, and the alarm where an earlier reading has one, while it is open', () => {
    const days = (state: DutyState['state']) =>
      lineOf([duty('notification-threshold', { state })]).planned.map(({ on, kind, state: is }) => [
        on,
        kind,
        is,
      ]);
    expect(days('open')).toEqual([
      ['2026-12-17', 'alarm', 'open'],
      ['2026-12-18', 'due', 'open'],
    ]);
    expect(days('answered')).toEqual([['2026-12-18', 'due', 'done']]);
    for (const gone of ['superseded', 'withdrawn', 'over'] as const) expect(days(gone)).toEqual([]);
  });

  it('names once what falls on one day, and calls late or done only what is', () => {
    const director = duty('report-forwarded-to-director');
    const safe = duty('children-made-safe');
    const settled = { state: 'met', settledAtMs: 0 } as const;
    const planned = (...duties: DutyState[]) => lineOf(duties).planned;
    expect(planned({ ...director, ...settled }, safe, safe)).toEqual([
      {
        on: '2026-12-11',
        kind: 'due',
        names: ['Whether children are safe'],
        done: ['Director told'],
        state: 'overdue',
      },
    ]);
    const line = lineOf([{ ...director, ...settled }, safe]);
    expect(drawStages(line).planned[0]?.words).toBe('11 Dec: Whether children are safe, overdue');
    expect(stageRows(line).find(({ on }) => on === '2026-12-11')?.planned).toEqual([
      'Due: Whether children are safe (overdue); Director told (done)',
    ]);
    expect(planned({ ...director, ...settled }, { ...safe, ...settled })).toEqual([
      { on: '2026-12-11', kind: 'due', names: ['Director told', 'Whether children are safe'], state: 'done' },
    ]);
  });

  it('has what was done on the day on which it was, which need not be that by which it was due', () => {
    const settled = (id: IncidentDuty, on: string) =>
      duty(id, { state: 'met', settledAtMs: londonInstant(on, '16:00') });
    const line = lineOf([
      settled('notification-threshold', '2026-12-15'),
      settled('children-made-safe', '2026-12-14'),
      settled('report-forwarded-to-director', '2026-12-11'),
    ]);
    expect(line.done).toEqual([
      { on: '2026-12-11', names: ['Director told'], isLate: false },
      { on: '2026-12-14', names: ['Whether children are safe'], isLate: true },
      { on: '2026-12-15', names: ['Threshold'], isLate: false },
    ]);
    expect(line.planned.map(({ on, state }) => [on, state])).toEqual([
      ['2026-12-11', 'done'],
      ['2026-12-18', 'done'],
    ]);
    const { planned, done } = drawStages(line);
    expect(planned.map(({ words, row }) => [words, row])).toEqual([
      ['', null],
      ['', null],
    ]);
    expect(done.map(({ words }) => words)).toEqual([
      '11 Dec: Director told, done',
      '14 Dec: Whether children are safe, done late',
      '15 Dec: Threshold, done',
    ]);
    expect(stageRows(line).flatMap(({ soFar }) => soFar)).toEqual(
      expect.arrayContaining([
        'Done: Director told',
        'Done late: Whether children are safe',
        'Done: Threshold',
      ]),
    );
  });

  it('leaves out what never settles and what has no date yet', () => {
    const changed = { dates: duty('publication').dates, rule: 'standing' } as const;
    expect(lineOf([duty('publication-delay', changed), duty('rapid-review-meeting')]).planned).toEqual([]);
  });

  it('has a short name for every duty with a clock', () => {
    for (const edition of Object.values(editions))
      for (const [id, one] of Object.entries<Duty>(edition.duties))
        if (one.clock !== undefined && !('asks' in one && one.asks.rule === 'standing'))
          expect(Object.keys(milestones)).toContain(id);
  });

  it('says the same day by day, today among them, and in two sentences', () => {
    const line = lineOf([duty('notification-threshold')], { story: [began(1, 'threshold', '2026-12-11')] });
    expect(stageRows(line)).toEqual([
      { on: '2026-12-11', isToday: false, planned: [], soFar: ['Stage Threshold began'] },
      { on: '2026-12-14', isToday: true, planned: [], soFar: [] },
      { on: '2026-12-17', isToday: false, planned: ['Alarm, by an earlier reading: Threshold'], soFar: [] },
      { on: '2026-12-18', isToday: false, planned: ['Due: Threshold'], soFar: [] },
    ]);
    expect(stageSummary(line)).toBe(
      'At the stage “Threshold” since Friday 11 December 2026. The next planned day is Thursday 17 December 2026: Threshold. The table that follows says the same.',
    );
  });
});

describe('the drawing of the stages', () => {
  const threshold = duty('notification-threshold');
  const story = [began(1, 'report', '2026-12-11'), began(2, 'threshold', '2026-12-12')];

  it('is to scale: the same number of days is the same length', () => {
    const { planned, today, stages } = drawStages(lineOf([threshold], { story }));
    const [alarm, due] = planned;
    const perDay = (due?.x ?? 0) - (alarm?.x ?? 0);
    expect((alarm?.x ?? 0) - today.x).toBeCloseTo(3 * perDay, 0);
    expect(stages.map(({ width }) => Math.round(width / perDay))).toEqual([1, 2]);
    expect(planned.map(({ words }) => words)).toEqual(['17 Dec: Threshold (alarm)', '18 Dec: Threshold']);
  });

  it('names together what began on one day: all but the last have no length', () => {
    const sameDay = [began(1, 'report', '2026-12-11'), began(2, 'threshold', '2026-12-11')];
    const { stages } = drawStages(lineOf([threshold], { story: sameDay }));
    expect(stages.map(({ words, isNow }) => [words, isNow])).toEqual([
      ['11 Dec: stages Report, Threshold', true],
    ]);
  });

  it('writes the year of a day in another one, and overdue as a word', () => {
    const late = caseView({ sealed: '' }, { duties: [threshold], nowMs: Date.UTC(2027, 0, 4, 10) });
    const words = drawStages(stageLine(late)).planned.map((day) => day.words);
    expect(words).toEqual(['17 Dec 2026: Threshold (alarm), overdue', '18 Dec 2026: Threshold, overdue']);
  });

  it.each([
    ['weeks', 20, '14 Dec'],
    ['months', 200, '1 Jan'],
    ['quarters', 600, '1 Jan'],
    ['years', 2500, '1 Jan'],
  ])('has a scale of %s with room for its words', (_unit, days, first) => {
    const line = { todayOn: '2026-12-11', planned: [], done: [], stages: [] };
    const dueOn = addDays(line.todayOn, days);
    const day = { on: dueOn, kind: 'due', names: ['Publication'], state: 'open' } as const;
    const { scale, right } = drawStages({ ...line, planned: [day] });
    expect(scale[0]?.words.startsWith(first)).toBe(true);
    for (const [index, { x }] of scale.entries()) {
      expect(x).toBeLessThanOrEqual(right);
      if (index > 0) expect(x - (scale[index - 1]?.x ?? 0)).toBeGreaterThan(80);
    }
  });

  it('goes on past today while something is planned, and not for a case that has ended', () => {
    expect(drawStages(lineOf([threshold])).goesOn).toBe(true);
    expect(drawStages(lineOf([{ ...threshold, state: 'withdrawn' }])).goesOn).toBe(false);
  });

  it('says when marks close together go without words, and never of what is open', () => {
    const days = Array.from({ length: 10 }, (_, index) => addDays('2026-01-01', index));
    const done = days.map((on) => ({ on, names: ['A day that has been'], isLate: false }));
    const open = days.map((on) => ({ on, kind: 'due', names: ['Open'], state: 'open' }) as const);
    const line = { todayOn: '2027-06-01', planned: open, stages: [] };
    const drawn = drawStages({ ...line, done });
    expect(drawn.isCrowded).toBe(true);
    expect(drawn.planned.map(({ row }) => row)).not.toContain(null);
    expect(drawStages({ ...line, done: done.slice(0, 2) }).isCrowded).toBe(false);
  });

  it('keeps all words within it, however late the last day is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -400, max: 800 }), { maxLength: 12 }), (offsets) => {
        const planned = [...new Set(offsets)].map((offset) => ({
          on: addDays('2026-12-14', offset),
          kind: 'due' as const,
          names: ['Looked-after death notified'],
          state: 'open' as const,
        }));
        const drawn = drawStages({ todayOn: '2026-12-14', planned, done: [], stages: [] });
        for (const { x, words } of drawn.planned) {
          expect(x).toBeGreaterThanOrEqual(drawn.left);
          expect(x + widthOf(words)).toBeLessThanOrEqual(drawn.width + 1);
        }
      }),
    );
  });
});

describe('the flags of a line', () => {
  const flags = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: 900 }),
      words: fc.string({ minLength: 1, maxLength: 30 }),
      mayBeSilent: fc.boolean(),
    }),
    { maxLength: 25 },
  );

  it('never cover one another, nor a stalk', () => {
    fc.assert(
      fc.property(flags, (some: Flag[]) => {
        const placed = placeFlags(some).filter(({ row }) => row !== null);
        for (const one of placed)
          for (const other of placed)
            if (one !== other && one.x <= other.x && other.x < one.x + widthOf(one.words))
              expect(one.row).not.toBe(other.row);
      }),
    );
  });

  it('lose their words only where they may, and where it is crowded', () => {
    fc.assert(
      fc.property(flags, (some: Flag[]) => {
        for (const { row, mayBeSilent } of placeFlags(some)) if (row === null) expect(mayBeSilent).toBe(true);
      }),
    );
    const [only] = placeFlags([{ x: 0, words: 'Threshold', mayBeSilent: true }]);
    expect(only?.row).toBe(0);
  });
});
