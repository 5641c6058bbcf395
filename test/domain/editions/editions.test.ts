import { createHash } from 'node:crypto';
import { fixDates } from '../../../domain/clock';
import type { Clock, Duty, Edition, EventName, ReadingRule } from '../../../domain/duty';
import type { Form } from '../../../domain/form';
import { citeSource } from '../../../domain/duty';
import { reasonName } from '../../../domain/form';
import { editionCalled, editionInForce, editions } from '../../../domain/editions';
import checksums from '../../../domain/editions/checksums.json';

const all = Object.values(editions);
const dutiesOf = (edition: Edition): [string, Duty][] => Object.entries(edition.duties);
const readingsOf = (clock: Clock): ReadingRule[] => [clock, ...(clock.alsoRead ?? [])];

const everyEventOn = (on: string) => ({
  incident: on,
  'authority-aware': on,
  'report-received': on,
  'threshold-decision': on,
  'agency-asked': on,
  'panel-notification': on,
  'panel-acknowledgement': on,
  'rapid-review-recommendation': on,
  'review-decision': on,
  'panel-answer': on,
  'publication-date': on,
  publication: on,
  'national-request-due': on,
});

describe('the edition in force', () => {
  it.each([
    ['2018-06-29', 'working-together-2018'],
    ['2023-12-14', 'working-together-2018'],
    ['2023-12-15', 'working-together-2023'],
    ['2026-11-22', 'working-together-2023'],
  ])('when the authority became aware on %s is %s', (awareOn, edition) => {
    expect(editionInForce(awareOn)).toEqual({ edition });
  });

  it('is refused in a sentence before the first', () => {
    expect(editionInForce('2018-06-28')).toEqual({
      refused:
        'No edition of the guidance known here was in force on 2018-06-28; the first applies from 2018-06-29.',
    });
  });

  it('changes on the partnership’s own date of adoption', () => {
    const adoption = { 'working-together-2023': '2024-04-01' };
    expect(editionInForce('2024-03-31', adoption)).toEqual({ edition: 'working-together-2018' });
    expect(editionInForce('2024-04-01', adoption)).toEqual({ edition: 'working-together-2023' });
  });

  it('is found by its id, and no other is', () => {
    expect(editionCalled('working-together-2018')).toBe(editions['working-together-2018']);
    expect(editionCalled('toString')).toBeUndefined();
  });
});

describe.each(all.map((edition) => [edition.id, edition] as const))('%s', (id, edition) => {
  it('stands under its own id', () => {
    expect(editions[id]).toBe(edition);
    expect(edition.id).toBe(id);
  });

  it.each(dutiesOf(edition))(
    '%s has a title, a source and a confidence',
    (_duty, { title, source, confidence }) => {
      expect(title).toMatch(/^\p{Lu}.{5,110}$/u);
      expect(citeSource(source)).not.toBe('');
      expect(['read', 'reported', 'unverified', 'local']).toContain(confidence);
    },
  );

  it('gives each reading of each clock its source, and counts backwards only from the publication date', () => {
    for (const [duty, { clock }] of dutiesOf(edition)) {
      for (const reading of clock ? readingsOf(clock) : []) {
        expect([duty, citeSource(reading.source)]).not.toContain('');
        expect([duty, 'before' in reading]).toEqual([duty, reading.from === 'publication-date']);
      }
    }
  });

  it('has no clock that cannot be worked out', () => {
    const events: Record<EventName, string> = everyEventOn('2026-12-11');
    for (const [, { clock }] of dutiesOf(edition)) {
      const dates = clock && fixDates({ clock, events });
      expect(dates?.readings.map(({ dueOn }) => dueOn) ?? []).not.toContain(null);
      expect(dates?.alarms.at(-1)?.kind ?? 'breach').toBe('breach');
    }
  });

  it('repeats no reading of a clock from the same source', () => {
    for (const [, { clock }] of dutiesOf(edition)) {
      const readings = (clock ? readingsOf(clock) : []).map(
        ({ within, from, source }) => `${JSON.stringify(within)} ${from} ${citeSource(source)}`,
      );
      expect(new Set(readings).size).toBe(readings.length);
    }
  });

  it('has forms whose names are unique, and fields asked only for choices that exist', () => {
    const forms = dutiesOf(edition).flatMap(([, duty]): Form[] => ('form' in duty ? [duty.form] : []));
    for (const { choice, fields = [], tests = [] } of forms) {
      const names = [...fields, ...tests].map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
      const sealed = [...fields.map(({ name }) => name), ...tests.map(reasonName), 'reasons'];
      expect(new Set(sealed).size).toBe(sealed.length);
      const choices = Object.keys(choice?.options ?? {});
      expect(fields.flatMap(({ onlyFor = [] }) => onlyFor).filter((each) => !choices.includes(each))).toEqual(
        [],
      );
    }
  });

  it('says of every test whether its reason is required; in what must be weighed before a review it is', () => {
    const required = Object.fromEntries(
      dutiesOf(edition).flatMap(([duty, data]) =>
        'form' in data && data.form.tests !== undefined
          ? [[duty, data.form.tests.map(({ reason }) => reason === 'required')]]
          : [],
      ),
    );
    const threshold = [true, true, false, false];
    expect(required).toEqual({
      'notification-threshold': threshold,
      'threshold-by-authority': threshold,
      'rapid-review-decision': Array.from({ length: 15 }, (_, place) => place < 4),
      'review-commissioned': Array.from({ length: 5 }, () => false),
    });
    const all = dutiesOf(edition).flatMap(([, data]) => ('form' in data ? (data.form.tests ?? []) : []));
    expect(all.filter(({ reason }) => reason === undefined)).toEqual([]);
  });

  it('lists only neighbours under one legend, and of them only those whose “no” needs no reason', () => {
    for (const [, data] of dutiesOf(edition)) {
      const tests = 'form' in data ? (data.form.tests ?? []) : [];
      const legends = tests.map(({ listed }) => listed?.legend);
      const first = legends.filter((legend, place) => legend !== undefined && legend !== legends[place - 1]);
      expect(new Set(first).size).toBe(first.length);
      for (const { listed, reason, weight } of tests)
        if (listed) expect([reason, weight]).toEqual(['with-yes', 'have-regard']);
    }
  });

  it('asks somebody in every question, and tells somebody in every notice', () => {
    for (const [, duty] of dutiesOf(edition)) {
      if ('asks' in duty) expect(duty.asks.roles).not.toHaveLength(0);
      if ('tells' in duty) expect(duty.tells).not.toHaveLength(0);
    }
  });

  it('is unchanged since its release; a change is a new edition (docs/adding-an-edition.md)', () => {
    const checksum = createHash('sha256')
      .update(JSON.stringify({ ...edition, inForceUntil: undefined }))
      .digest('hex');
    expect({ edition: id, checksum }).toEqual({ edition: id, checksum: checksums[id] });
  });
});

describe('working-together-2023', () => {
  it('takes the steps of document D as local, and prints no figure as read', () => {
    const { duties } = editions['working-together-2023'];
    const readings = Object.values(duties).flatMap((duty: Duty) =>
      duty.clock ? readingsOf(duty.clock) : [],
    );
    expect(readings.filter(({ confidence }) => confidence === 'read')).toEqual([]);
    const fromD = [...readings, ...Object.values(duties)].filter(({ source }) => source.document === 'D');
    expect(fromD.filter(({ confidence }) => confidence !== 'local')).toEqual([]);
  });

  it.each([
    ['panel-notification', 'authority-aware', { workingDays: 5 }, 'reported'],
    ['rapid-review-meeting', 'panel-notification', { workingDays: 15 }, 'reported'],
    ['rapid-review-decision', 'panel-notification', { workingDays: 15 }, 'reported'],
    ['rapid-review-outcome-to-panel', 'panel-notification', { workingDays: 15 }, 'reported'],
    ['publication', 'review-decision', { months: 6 }, 'unverified'],
    ['report-to-panel-and-department', 'publication-date', { workingDays: 7 }, 'unverified'],
    ['report-to-ofsted', 'publication-date', { workingDays: 7 }, 'unverified'],
    ['kept-public', 'publication', { years: 1 }, 'unverified'],
  ] as const)('counts %s by the national text from %s', (duty, from, within, confidence) => {
    const { clock } = editions['working-together-2023'].duties[duty];
    expect(clock).toMatchObject({ from, within, confidence });
    expect(clock?.source.document).not.toBe('D');
  });

  it('asks the tests of the Act and of the regulations', () => {
    const { duties } = editions['working-together-2023'];
    const cited = (form: Form) => new Set(form.tests?.map(({ source }) => citeSource(source)));
    expect(cited(duties['notification-threshold'].form)).toEqual(
      new Set(['Children Act 2004, section 16C(1)']),
    );
    expect(cited(duties['rapid-review-decision'].form)).toContain('SI 2018/789, reg 11');
  });
});
