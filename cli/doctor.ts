import type { Command } from 'commander';
import type { Terminal } from './terminal';

/** `sg doctor`: whether everything is there that a case needs. */
export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description(
      'Check configuration, directory, Temporal server, mail, storage, the scanner of files and the end of the calendar, of the environment given or else of the embedded start.',
    )
    .action(async () => {
      // Loaded here alone: the other commands answer without the weight of a client.
      const { examine } = await import('./examine.js');
      await examine(terminal);
    });
}
