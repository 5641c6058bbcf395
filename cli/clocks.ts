import type { Command } from 'commander';
import type { Clock, Edition, EventName } from '../domain/duty';
import { citeSource } from '../domain/duty';
import { editionCalled, editions } from '../domain/editions';
import { fixDates, spanInWords } from '../domain/clock';
import type { DutyDates, OpenedReading } from '../domain/opened-duty';
import { columns } from './columns';
import type { Terminal } from './terminal';
import { BadInput } from './terminal';
import { typedDay } from './typed';

type Fixed = { duty: string; title: string; clock: Clock; dates: DutyDates };

/** Every event from which a clock counts, all taken to fall on one day. */
const allOn = (on: string): Record<EventName, string> => ({
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

const clocksOf = (edition: Edition, on: string): Fixed[] =>
  Object.entries(edition.duties).flatMap(([duty, { title, clock }]) =>
    clock ? [{ duty, title, clock, dates: fixDates({ clock, events: allOn(on) }) }] : [],
  );

const lastWorkingDayOf = ({ lastWorkingDayOn }: OpenedReading) =>
  lastWorkingDayOn === undefined ? {} : { lastWorkingDayOn };

const asJson = ({ id }: Edition, { duty, title, clock, dates }: Fixed) => ({
  duty,
  title,
  edition: id,
  from: clock.from,
  within: spanInWords(clock.within, clock.before),
  dueOn: dates.dueOn,
  alarmOn: dates.alarmOn,
  source: citeSource(clock.source),
  readings: dates.readings.map((reading) => ({
    from: reading.from,
    within: reading.within,
    dueOn: reading.dueOn,
    ...lastWorkingDayOf(reading),
    source: reading.source,
    confidence: reading.confidence,
    convention: reading.convention,
    ...(reading.note === undefined ? {} : { note: reading.note }),
  })),
});

const headings = [
  'DUTY',
  'DUE',
  'WITHIN',
  'COUNTED FROM',
  'SOURCE',
  'CONFIDENCE',
  'ALARM',
  'HOW IT IS COUNTED',
];

const asRows = ({ duty, dates }: Fixed): string[][] =>
  dates.readings.map((reading, index) => [
    index === 0 ? duty : '  also read',
    reading.lastWorkingDayOn === undefined
      ? (reading.dueOn ?? '')
      : `${reading.dueOn ?? ''} (${reading.lastWorkingDayOn})`,
    reading.within,
    reading.from,
    reading.source,
    reading.confidence,
    index === 0 ? (dates.alarmOn ?? '') : '',
    reading.convention ?? '',
  ]);

function asText(edition: Edition, on: string, fixed: readonly Fixed[]): string {
  const calendar = fixed[0]?.dates.calendar ?? '';
  return [
    `${edition.title}: every clock, each event taken to fall on ${on} (calendar ${calendar}).`,
    'Where a date is no working day, the last working day before it stands in brackets. Why a limit is read so stands in the notes of --json.',
    'A relaxation in the directory is not counted in: the page of a case shows what it has moved or lifted.',
    '',
    columns([headings, ...fixed.flatMap(asRows)]),
  ].join('\n');
}

type Options = { edition: string; from: string; json?: true };

function printClocks(options: Options, terminal: Terminal): void {
  const edition = editionCalled(options.edition);
  if (!edition) {
    const known = Object.keys(editions).join(' and ');
    throw new BadInput(`There is no edition "${options.edition}"; those known are ${known}.`);
  }
  const on = typedDay(options.from);
  const fixed = clocksOf(edition, on);
  terminal.out(
    options.json
      ? `${JSON.stringify(
          fixed.map((each) => asJson(edition, each)),
          null,
          2,
        )}\n`
      : `${asText(edition, on, fixed)}\n`,
  );
}

/** `sg clocks`: every duty, notice and wait of an edition that has a clock. */
export function addClocksCommand(program: Command, terminal: Terminal): void {
  program
    .command('clocks')
    .description(
      'Print every duty and notice that has a clock: its source, the event that it counts from and, taking each event on the day given, its due date and all readings, the edition’s own first.',
    )
    .requiredOption('--edition <id>', `the edition: ${Object.keys(editions).join(' or ')}`)
    .requiredOption('--from <date>', 'the day of every event, like 2026-12-11 or 2026-12-11T10:00 (London)')
    .option('--json', 'as one JSON array')
    .action((options: Options) => {
      printClocks(options, terminal);
    });
}
