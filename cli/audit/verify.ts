import { verifyAccessLog } from '../../config/access-log/verify';
import { BadInput, type Terminal } from '../terminal';
import type { AccessLogForReading } from './read-log';

const unseen =
  'What cannot be seen: entries cut off after the last checkpoint of a chain (of a running process the last minute at most), and chains begun last of all that were removed with their place in the index, where nothing signed later names them.';

const many = (count: number, one: string, more: string): string =>
  `${String(count)} ${count === 1 ? one : more}`;

/** Says what is wrong with the log, a line each, and what it cannot see. @throws BadInput where anything is wrong. */
export const verifyAudit = async (
  { store, keys }: AccessLogForReading,
  terminal: Terminal,
): Promise<void> => {
  const { chains, entries, faults, remarks } = await verifyAccessLog(store, keys, Date.now());
  for (const fault of faults) terminal.out(`FAULT   ${fault}\n`);
  for (const remark of remarks) terminal.out(`remark  ${remark}\n`);
  const counted = `${many(entries, 'entry', 'entries')} in ${many(chains, 'chain', 'chains')}`;
  terminal.out(faults.length === 0 ? `${counted}, as they were written.\n` : `${counted} were looked at.\n`);
  terminal.out(`${unseen}\n`);
  if (faults.length > 0)
    throw new BadInput(
      `The access log is not as it was written: ${many(faults.length, 'fault was', 'faults were')} found`,
    );
};
