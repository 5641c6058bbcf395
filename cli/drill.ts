import type { Command } from 'commander';
import { scenarios } from './drill/scenarios';
import { asJson, asSentence } from './drill/told';
import { BadInput, type Terminal } from './terminal';

type Options = { scenario: string; list?: true; json?: true; childName: string; data?: string };

const listed = (): string =>
  Object.entries(scenarios)
    .map(([name, { title }]) => `${name.padEnd(20)}${title}\n`)
    .join('');

const rehearse = async (options: Options, terminal: Terminal): Promise<void> => {
  const scenario = Object.hasOwn(scenarios, options.scenario) ? scenarios[options.scenario] : undefined;
  if (!scenario)
    throw new BadInput(
      `There is no scenario ${options.scenario}; there are ${Object.keys(scenarios).join(', ')}`,
    );
  // Loaded here alone: the other commands answer without the weight of a worker.
  const [{ openThrowaway }, { play }] = await Promise.all([
    import('./drill/throwaway.js'),
    import('./drill/play.js'),
  ]);
  const throwaway = await openThrowaway(options.data);
  try {
    await play(throwaway, scenario, options.childName, (entry, view) => {
      terminal.out(`${options.json ? JSON.stringify(asJson(entry)) : asSentence(entry, view)}\n`);
    });
  } finally {
    await throwaway.close();
  }
};

/** `sg drill`: rehearses an incident on a throwaway server with moved time. */
export function addDrillCommand(program: Command, terminal: Terminal): void {
  program
    .command('drill')
    .description(
      'Rehearse an incident on a throwaway Temporal server with moved time, and print what happens, in order.',
    )
    .option('--scenario <name>', 'what is to happen', 'local-review')
    .option('--list', 'list the scenarios')
    .option('--json', 'print one JSON object a line')
    .option('--child-name <name>', 'the name of the child, which must appear nowhere', 'Child A')
    .option('--data <folder>', 'keep database, mailbox, logs and documents in this folder')
    .action(async (options: Options) => {
      if (options.list) terminal.out(listed());
      else await rehearse(options, terminal);
    });
}
