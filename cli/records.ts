import type { Command } from 'commander';
import { BadInput, type Terminal } from './terminal';
import { typedDate, typedReason, typedReference } from './typed';

type Decided = { by: string; reason: string };

const addLooking = (records: Command, terminal: Terminal): void => {
  // Each loads its own part: the other commands answer without the weight of a client.
  records
    .command('list')
    .description('List the closed cases: bags, until when they are kept, and which have no workflow.')
    .action(async () => (await import('./records/list.js')).listRecords(terminal));
  records
    .command('verify')
    .description('Read each bag and check it against its manifest.')
    .argument('[reference]', 'one case; without it, all that are kept')
    .action(async (reference?: string) => {
      const only = reference === undefined ? undefined : typedReference(reference);
      await (await import('./records/verify.js')).verifyRecords(only, terminal);
    });
  records
    .command('rebuild')
    .description(
      'Start the workflow again of each closed case whose bags are kept and which has none, from what its bags say.',
    )
    .option('--dry-run', 'say what would be started, and start nothing')
    .action(async (options: { dryRun?: true }) =>
      (await import('./records/rebuild.js')).rebuildRecords(options.dryRun ?? false, terminal),
    );
};

const addDeciding = (records: Command, terminal: Terminal): void => {
  records
    .command('keep')
    .description('Keep the record of a closed case until a later day.')
    .argument('<reference>')
    .requiredOption('--until <date>', 'the last day on which it is kept, like 2061-12-31')
    .requiredOption('--by <person>', 'who decided so, by id of the directory')
    .requiredOption('--reason <text>', 'why; it is sealed with the record')
    .action(async (typed: string, options: Decided & { until: string }) => {
      const decision = { by: options.by, reason: typedReason(options.reason) };
      const [reference, untilOn] = [typedReference(typed), typedDate(options.until)];
      await (await import('./records/decide.js')).keepRecord(reference, untilOn, decision, terminal);
    });
  records
    .command('destroy')
    .description(
      'Destroy what is kept of a closed case, for ever, by destroying its content key. Refused before its retention is over. What remains is the bare fact: reference, when, by whom.',
    )
    .argument('<reference>')
    .requiredOption('--by <person>', 'who decided so, by id of the directory')
    .requiredOption(
      '--reason <text>',
      'why, WITHOUT ANY NAME or other personal detail: what is written here cannot be sealed any more',
    )
    .option('--yes', 'it is meant')
    .action(async (typed: string, options: Decided & { yes?: true }) => {
      const decision = { by: options.by, reason: typedReason(options.reason) };
      const reference = typedReference(typed);
      if (!options.yes)
        throw new BadInput(
          `What is destroyed of ${reference} can never be read again: add --yes if that is meant.`,
        );
      await (await import('./records/decide.js')).destroyRecord(reference, decision, terminal);
    });
};

/** `sg records`: what is kept of closed cases. Works on the environment given, or else on that of the embedded start. */
export function addRecordsCommand(program: Command, terminal: Terminal): void {
  const records = program
    .command('records')
    .description('See, check, find again, keep for longer or destroy the records of closed cases.')
    .action(() => {
      throw new BadInput('Say what to do with the records: list, verify, rebuild, keep or destroy.');
    });
  addLooking(records, terminal);
  addDeciding(records, terminal);
}
