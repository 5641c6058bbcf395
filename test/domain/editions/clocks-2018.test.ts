import { spanInWords } from '../../../domain/clock';
import type { Duty, ReadingRule } from '../../../domain/duty';
import { citeSource } from '../../../domain/duty';
import { editions } from '../../../domain/editions';

/** Duty, then own reading and the others, as the sections of document D print them. */
const printed: Record<string, string[]> = {
  'report-acceptance': ['at once, report-received, local, local'],
  'report-forwarded-to-director': ['at once, report-received, D 4.2, read'],
  'children-made-safe': ['at once, report-received, D 4.1, local'],
  'awareness-date': ['at once, report-received, D 5.1, local'],
  'child-particulars': ['at once, report-received, D 7.4, local'],
  'incident-reported-to-partners': ['1 working day, authority-aware, D 6.1, read'],
  'looked-after-death': ['5 working days, authority-aware, D 7.4, local'],
  'notification-threshold': [
    '5 working days, authority-aware, D 5.1, read',
    '4 working days, authority-aware, D 7.2, local',
  ],
  'authority-deputy': ['4 working days, authority-aware, D 7.2, local'],
  'threshold-silence': ['4 working days, authority-aware, D 7.1, local'],
  'threshold-by-authority': [
    '5 working days, authority-aware, D 5.1, read',
    '4 working days, authority-aware, D 7.2, local',
  ],
  'threshold-outcome-to-referrer': [
    '5 working days, report-received, D 5.1, read',
    '5 working days, threshold-decision, D 6.3, read',
    '5 working days, panel-notification, D 5.1, read',
  ],
  'panel-notification': [
    '5 working days, authority-aware, D 7.2, read',
    '5 working days, incident, D app. 5, read',
    '5 days, report-received, D 1.5, read',
    '5 working days, threshold-decision, D 5.1, read',
  ],
  'agency-information': ['5 working days, agency-asked, D 8.4, local'],
  'rapid-review-meeting': [
    '10 working days, panel-acknowledgement, D 8.2, read',
    '10 working days, threshold-decision, D 5.1, local',
    '15 days, panel-notification, D 1.5, read',
    '15 working days, panel-notification, D app. 5, read',
  ],
  'rapid-review-recommendation': [
    '15 working days, panel-acknowledgement, D 8.9, local',
    '15 working days, panel-notification, Panel guidance 2025, reported',
  ],
  'family-told': ['10 working days, review-decision, D 10.5, local'],
  'national-request': ['at once, national-request-due, D 9.6, local'],
  'rapid-review-decision': [
    '15 working days, panel-acknowledgement, D 8.9, read',
    '15 working days, panel-notification, Panel guidance 2025, reported',
  ],
  'rapid-review-outcome-to-panel': [
    '15 working days, panel-acknowledgement, D 8.9, read',
    '15 working days, panel-notification, Panel guidance 2025, reported',
  ],
  'publication-delay': [
    '6 months, review-decision, D 19.1, local',
    '6 months, rapid-review-recommendation, D 19.1, local',
    '6 months, panel-answer, D 19.1, local',
  ],
  'delay-notice': [
    '6 months, review-decision, D 19.1, local',
    '6 months, rapid-review-recommendation, D 19.1, local',
    '6 months, panel-answer, D 19.1, local',
  ],
  'not-published-in-full': ['7 working days before, publication-date, D 20.3, local'],
  'report-to-panel-and-department': ['7 working days before, publication-date, D 18.7, read'],
  'report-to-ofsted': ['7 working days before, publication-date, D 18.7, read'],
  publication: [
    '6 months, review-decision, D 19.1, read',
    '6 months, rapid-review-recommendation, D 19.1, read',
    '6 months, panel-answer, D 19.1, read',
  ],
  'kept-public': ['1 year, publication, D 18.4, read'],
};

const asPrinted = ({ within, before, from, source, confidence }: ReadingRule): string =>
  [spanInWords(within, before), from, citeSource(source), confidence].join(', ');

const duties: [string, Duty][] = Object.entries(editions['working-together-2018'].duties);

describe('the clocks of document D', () => {
  it('are those printed, and no others', () => {
    const clocks = duties.flatMap(([duty, { clock }]) =>
      clock ? [[duty, [clock, ...(clock.alsoRead ?? [])].map(asPrinted)] as const] : [],
    );
    expect(Object.fromEntries(clocks)).toEqual(printed);
  });

  it('say why a figure is read so wherever the text prints none', () => {
    const silent = duties.flatMap(([duty, { clock }]) =>
      clock
        ? [clock, ...(clock.alsoRead ?? [])]
            .filter(({ confidence, note }) => confidence === 'local' && note === undefined)
            .map(() => duty)
        : [],
    );
    expect(silent).toEqual([]);
  });

  it('remind of the rapid review meeting on the seventh of its ten working days', () => {
    expect(editions['working-together-2018'].duties['rapid-review-meeting'].clock?.remind).toContainEqual({
      workingDays: 3,
    });
  });
});
