import { Command, CommanderError, Help } from 'commander';
import { addAccessCommand } from './access';
import { addAuditCommand } from './audit';
import { addClocksCommand } from './clocks';
import { addDrillCommand } from './drill';
import { addDoctorCommand } from './doctor';
import { addDueCommand } from './due';
import { addKeysCommand } from './keys';
import { addRecordsCommand } from './records';
import type { Terminal } from './terminal';
import { bearNoListener, processTerminal } from './terminal';

/** Each adds one command to the program; a command throws what the person should read as its message. */
const commands: readonly ((program: Command, terminal: Terminal) => void)[] = [
  addDueCommand,
  addClocksCommand,
  addDrillCommand,
  addDoctorCommand,
  addRecordsCommand,
  addAuditCommand,
  addKeysCommand,
  addAccessCommand,
];

const sentence = (text: string): string => {
  const words = text
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

function programFor(terminal: Terminal): Command {
  const program = new Command('sg')
    .description('Safeguarding Reviews from the command line.')
    .exitOverride()
    .configureHelp({
      optionDescription: (option) =>
        `${new Help().optionDescription(option)}${option.mandatory ? ' (required)' : ''}`,
    })
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text) => {
        terminal.err(`${sentence(text)}\n`);
      },
    });
  for (const add of commands) add(program, terminal);
  return program;
}

/**
 * Runs one command line (without `node` and the script) and returns the exit code: 0, or 1 with one sentence on
 * standard error. Never throws.
 */
export async function run(typed: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  if (terminal === processTerminal) bearNoListener();
  const program = programFor(terminal);
  try {
    if (typed.length === 0) program.outputHelp();
    else await program.parseAsync(typed, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has already said what was wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    terminal.err(`${sentence(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}

if (require.main === module) {
  void run(process.argv.slice(2)).then((code) => process.exit(code));
}
