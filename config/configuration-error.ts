import { OwnError } from './own-error';

/** What an adopter has to mend in the configuration: all faults at once, a line each, never a value. */
export class ConfigurationError extends OwnError {
  constructor(
    readonly subject: string,
    readonly faults: readonly string[],
  ) {
    super(`${subject} cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}
