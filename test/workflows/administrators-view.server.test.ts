import { z } from 'zod';
import { rowOf } from '../../config/case-row';
import type { CaseRow } from '../../domain/case-view';
import { governingReading } from '../../domain/day-of-clock';
import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import { casesUnderTest, type CasesUnderTest, type CaseUnderTest } from '../support/case-under-test';
import { historyOf, type ReadableEvent } from '../support/history-of';
import { toNotification } from '../support/stages';

jest.setTimeout(120_000);
const agencies = Array.from({ length: 20 }, (_, index) => `agency-${index + 1}`);
const withAgencies = parseDirectory(
  JSON.stringify({
    ...sampleDirectory,
    agencies: agencies.map((id) => ({ id, title: `Agency ${id}`, lead: [{ person: 'lead-police' }] })),
  }),
);
let cases: CasesUnderTest;
let incident: CaseUnderTest;
let events: ReadableEvent[];
let whileAllOwe: CaseRow | null;

beforeAll(async () => {
  cases = await casesUnderTest(undefined, { directory: () => withAgencies });
  incident = await cases.start({ agencies });
  await toNotification(incident);
  await incident.open('agency-information', 'agency-20');
  whileAllOwe = rowOf(await incident.handle.describe());
  for (const instance of agencies.slice(0, 19))
    await incident.answer('agency-information', { choice: 'involved', instance });
  const { dates } = await incident.open('agency-information', 'agency-20');
  await incident.moveTo(dates?.alarms.at(-1)?.on ?? '');
  events = await historyOf(cases, incident.reference);
});
afterAll(() => cases.close());

const summaries = (which: 'timerStartedEventAttributes' | 'activityTaskScheduledEventAttributes'): string[] =>
  events.flatMap((event) => (event[which] ? [event.userMetadata?.summary ?? 'without a summary'] : []));

describe('what an administrator reads of a case with twenty agencies', () => {
  it('names each signal for the duty that it answers', () => {
    const names = events.flatMap(
      ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? [],
    );
    expect(names.slice(0, 5)).toEqual([
      'children-made-safe',
      'notification-threshold',
      'notification-threshold',
      'notification-threshold',
      'agency-information',
    ]);
    expect(names).toHaveLength(23);
  });

  it('has a line for each letter: what it is, to whom, about what, by when', () => {
    const letters = summaries('activityTaskScheduledEventAttributes');
    expect(letters).toContainEqual(
      expect.stringMatching(
        /^Question to police-partner: Is the threshold for notification met\?, by \d{1,2} [A-Z]\w+ \d{4}$/,
      ),
    );
    for (const agency of agencies)
      expect(letters).toContainEqual(
        expect.stringContaining(`Question to agency-lead:${agency}: What does your agency know`),
      );
    expect(letters).toContainEqual(expect.stringMatching(/^Reminder 1 to agency-lead:agency-20: /));
    expect(
      letters.filter(
        (summary) => /^Reminder \d to agency-lead/.test(summary) && !summary.includes('agency-20'),
      ),
    ).toEqual([]);
    expect(letters).not.toContain('without a summary');
  });

  it('has a line for each timer: what is waited for, and which day rings', () => {
    const timers = summaries('timerStartedEventAttributes');
    expect(timers).toContainEqual(
      expect.stringMatching(
        /^Hold the rapid review meeting and record it: (reminder|breach) \d{1,2} [A-Z]\w+ \d{4}$/,
      ),
    );
    expect(timers).toContain('Wait for the partners until the fourth working day');
    expect(timers).not.toContain('without a summary');
  });

  it('says at the top what is waited for, on whom, until when, and what is overdue', async () => {
    const metadata = await incident.handle.query('__temporal_workflow_metadata');
    const { currentDetails } = z.object({ currentDetails: z.string() }).parse(metadata);
    expect(currentDetails).toContain('Stage: **notification**');
    expect(currentDetails).toMatch(
      /- \*\*Hold the rapid review meeting and record it\*\*: waits for business-unit, by \d{1,2} \w+ \d{4}$/m,
    );
    expect(currentDetails).toMatch(
      /- \*\*What does your agency know[^\n]*waits for agency-lead:agency-20, by [^\n]* \(overdue\)$/m,
    );
    expect(currentDetails).not.toContain('agency-19');
    expect(currentDetails).toMatch(/- \*\*Report the outcome[^\n]*: to reach national-panel$/m);
    expect((await incident.handle.describe()).type).toBe('seriousIncident');
  });

  it('says outside its record who was asked by letter, owes an answer still, since when, and how often reminded', async () => {
    const ofAgencies = (row: CaseRow | null) =>
      row?.awaited.filter(({ duty }) => duty === 'agency-information');
    expect(ofAgencies(whileAllOwe)?.map(({ instance }) => instance)).toEqual(agencies);
    expect(whileAllOwe).toMatchObject({ moreAwaited: 0 });
    const { openedAtMs, reminders } = await incident.open('agency-information', 'agency-20');
    expect(reminders).toBeGreaterThan(0);
    expect(ofAgencies(rowOf(await incident.handle.describe()))).toEqual([
      {
        duty: 'agency-information',
        instance: 'agency-20',
        round: 1,
        reminders,
        sinceMs: Math.floor(openedAtMs / 60_000) * 60_000,
        parts: ['agency-lead:agency-20'],
        on: null,
        inDays: false,
        isOverdue: false,
      },
    ]);
  });

  it('says first what the business unit has to record, by when, and what of it is overdue', async () => {
    const [first] = whileAllOwe?.awaited ?? [];
    expect(first?.parts).toEqual(['business-unit']);
    const { dates } = await incident.open('panel-notification');
    const owed = rowOf(await incident.handle.describe())?.awaited ?? [];
    expect(owed.find(({ duty }) => duty === 'panel-notification')).toMatchObject({
      parts: ['business-unit'],
      on: dates?.alarmOn,
      isOverdue: true,
      reminders: 0,
    });
    const { duties } = await incident.view();
    for (const { duty: id, on, inDays } of owed.filter(({ parts }) => parts.includes('business-unit'))) {
      const state = duties.find((one) => one.duty === id && one.state === 'open');
      const rings = state?.dates ? governingReading(state.dates) : null;
      expect([id, on, inDays]).toEqual([
        id,
        state?.dates?.alarmOn ?? null,
        rings !== null && !rings.within.includes('working day'),
      ]);
    }
  });

  it('keeps the twenty agencies within one history that is read with ease', async () => {
    expect(events.length).toBeLessThan(700);
    expect(JSON.stringify(await incident.view()).length).toBeLessThan(1_000_000);
  });
});
