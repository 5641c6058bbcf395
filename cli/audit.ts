import type { Command } from 'commander';
import type { AccessLogForReading } from './audit/read-log';
import { BadInput, type Terminal } from './terminal';
import { typedReference } from './typed';

/** `sg audit`: who read and who wrote, and whether the log of it is as it was written. */
export function addAuditCommand(program: Command, terminal: Terminal): void {
  const audit = program
    .command('audit')
    .description('See who read and who wrote, and check that the log of it is as it was written.')
    .action(() => {
      throw new BadInput('Say what to do with the access log: verify or list.');
    });
  // Loaded here alone: the other commands answer without its weight.
  const opened = async (): Promise<AccessLogForReading> =>
    (await import('./audit/read-log.js')).accessLogForReading();
  audit
    .command('verify')
    .description(
      'Find what was edited, deleted, inserted, put in another order or cut off in the log, and what is not signed.',
    )
    .action(async () => (await import('./audit/verify.js')).verifyAudit(await opened(), terminal));
  audit
    .command('list')
    .description('Print the entries in order of time, London time.')
    .option('--case <reference>', 'of one case')
    .action(async (options: { case?: string }) => {
      const reference = options.case === undefined ? undefined : typedReference(options.case);
      await (await import('./audit/list.js')).listAudit(await opened(), reference, terminal);
    });
}
