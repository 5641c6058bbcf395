import type { Command } from 'commander';
import type { Entry } from '../domain/record';
import { lookForName, shortestNameBytes, type Looked } from './drill/look-for-name';
import { scenarios } from './drill/scenarios';
import { asJson, asSentence } from './drill/told';
import { BadInput, type Terminal } from './terminal';

type Options = { scenario: string; list?: true; json?: true; childName?: string; data?: string };

const thereAre = `there are ${Object.keys(scenarios).join(', ')}`;

const listed = (json: boolean): string => {
  const titles = Object.entries(scenarios).map(([scenario, { title }]) => ({ scenario, title }));
  if (json) return `${JSON.stringify(titles, null, 2)}\n`;
  return titles.map(({ scenario, title }) => `${scenario.padEnd(20)}${title}\n`).join('');
};

const rehearse = async (options: Options, terminal: Terminal): Promise<void> => {
  const scenario = Object.hasOwn(scenarios, options.scenario) ? scenarios[options.scenario] : undefined;
  if (!scenario) throw new BadInput(`There is no scenario ${options.scenario}; ${thereAre}`);
  if (options.childName !== undefined && Buffer.byteLength(options.childName) < shortestNameBytes)
    throw new BadInput('Give a name of at least five letters: a shorter one would be found by chance');
  // Loaded here alone: the other commands answer without the weight of a worker.
  const [{ openThrowaway }, { play }] = await Promise.all([
    import('./drill/throwaway.js'),
    import('./drill/play.js'),
  ]);
  const throwaway = await openThrowaway(options.data, (sentence) => {
    terminal.err(`${sentence}\n`);
  });
  const told: Entry[] = [];
  try {
    try {
      await play(throwaway, scenario, options.childName ?? 'Child A', (entry, view) => {
        told.push(entry);
        terminal.out(`${options.json ? JSON.stringify(asJson(entry)) : asSentence(entry, view)}\n`);
      });
    } finally {
      await throwaway.end();
    }
    giveVerdict(told, throwaway.environment.dataDir, options, terminal);
  } finally {
    throwaway.release();
  }
};

/** One line at the end; beside the lines of JSON it goes to standard error. @throws BadInput where the name was found. */
const giveVerdict = (
  told: readonly Entry[],
  folder: string,
  { json, childName }: Options,
  terminal: Terminal,
): void => {
  const looked = childName === undefined ? null : lookForName(folder, childName);
  const count = (kind: Entry['kind']): number => told.filter((entry) => entry.kind === kind).length;
  const counts = `${told.length} steps, ${count('letter')} letters, ${count('answer')} answers`;
  const name = looked === null ? '' : ` ${lookedInWords(looked)}`;
  const verdict = `Rehearsed to its closed record: ${counts}.${name}`;
  if (looked !== null && looked.found.length > 0) throw new BadInput(verdict);
  (json ? terminal.err : terminal.out)(`${verdict}\n`);
};

const lookedInWords = ({ files, found }: Looked): string =>
  found.length === 0
    ? `The child’s name was looked for in all ${files} files of the data folder and found in none.`
    : `The child’s name was FOUND in ${found.length} of ${files} files of the data folder: ${found.join(', ')}.`;

/** `sg drill`: rehearses an incident on a throwaway server with moved time. */
export function addDrillCommand(program: Command, terminal: Terminal): void {
  program
    .command('drill')
    .description(
      'Rehearse an incident on a throwaway Temporal server with moved time, and print what happens, in order.',
    )
    .option('--scenario <name>', 'what is to happen', 'local-review')
    .option('--list', 'list the scenarios')
    .option('--json', 'print one JSON object a line, or the list as JSON')
    .option(
      '--child-name <name>',
      'the name of the child, written wherever words are asked for, and looked for afterwards in every file of the data folder, where it must not be (otherwise "Child A")',
    )
    .option(
      '--data <folder>',
      'keep database, mailbox, logs and documents in this folder, which must be new or empty',
    )
    // Whoever names a scenario without --scenario hears how it is given.
    .allowExcessArguments()
    .action(async (options: Options, { args }: Command) => {
      if (args.length > 0)
        throw new BadInput(
          `A scenario is given with --scenario, and nothing else without an option; ${thereAre}`,
        );
      if (options.list) terminal.out(listed(options.json === true));
      else await rehearse(options, terminal);
    });
}
