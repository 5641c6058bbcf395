import { Argument, type Command } from 'commander';
import type { Ring } from '../local/data-folder';
import type { Terminal } from './terminal';

/** `sg keys`: which keys there are, a new one, and the content keys wrapped by it. Shows fingerprints, never a key in use. */
export function addKeysCommand(program: Command, terminal: Terminal): void {
  // Loaded here alone: the other commands answer without its weight.
  const keys = program
    .command('keys')
    .description(
      'Show the keys of each ring, by their fingerprints, the active one first, and what they are needed for.',
    )
    .action(async () => (await import('./keys/work.js')).listKeys(terminal));
  keys
    .command('rotate')
    .description(
      'Make a new key: of the embedded start in its keys.json; otherwise printed, with what to put where. Older keys are still read.',
    )
    .addArgument(new Argument('<ring>').choices(['encryption', 'master', 'audit']))
    .action(async (ring: Ring) => {
      (await import('./keys/work.js')).rotate(ring, terminal);
    });
  keys
    .command('rewrap')
    .description(
      'Wrap the content key of each case by the active master key, so that an older one can be retired.',
    )
    .action(async () => (await import('./keys/work.js')).rewrapAll(terminal));
}
