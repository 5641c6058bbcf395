import type { Command } from 'commander';
import { addMonths } from '../domain/calendar/civil-date';
import { addWorkingDays, lastWorkingDayOnOrBefore } from '../domain/calendar/working-days';
import type { Terminal } from './terminal';
import { BadInput } from './terminal';
import { typedCount, typedDate } from './typed';

type Options = { from: string; workingDays?: string; months?: string };

function dueDays({ from, workingDays, months }: Options): string[] {
  const start = typedDate(from);
  if (workingDays !== undefined && months !== undefined) {
    throw new BadInput('Give either --working-days or --months, not both.');
  }
  if (workingDays !== undefined) return [addWorkingDays(start, typedCount(workingDays))];
  if (months === undefined) throw new BadInput('Give --working-days or --months.');
  const due = addMonths(start, typedCount(months));
  const lastWorkingDay = lastWorkingDayOnOrBefore(due);
  return due === lastWorkingDay ? [due] : [due, lastWorkingDay];
}

/** `sg due`: the day that lies a number of working days or months away. */
export function addDueCommand(program: Command, terminal: Terminal): void {
  program
    .command('due')
    .description(
      'Print the date that lies so many working days, or months, after a date. Day 1 is the first working day after it; a negative number goes backwards; zero is the day itself.',
    )
    .requiredOption('--from <date>', 'the date to count from, like 2026-12-11')
    .option('--working-days <number>', 'how many working days of England and Wales')
    .option(
      '--months <number>',
      'how many months; where the date is no working day, a second line gives the last working day before it',
    )
    .action((options: Options) => {
      for (const on of dueDays(options)) terminal.out(`${on}\n`);
    });
}
