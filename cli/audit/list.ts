import { readAccessLog } from '../../config/access-log/read';
import { momentInWords } from '../../domain/dates-in-words';
import { columns } from '../columns';
import type { Terminal } from '../terminal';
import type { AccessLogForReading } from './read-log';

const headings = ['WHEN', 'WHO', 'ROLE', 'WHAT', 'OF', 'CASE', 'HOW IT ENDED'];

/** Prints every entry, or those of one case. */
export const listAudit = async (
  { store }: AccessLogForReading,
  reference: string | undefined,
  terminal: Terminal,
): Promise<void> => {
  const entries = (await readAccessLog(store)).filter(
    (entry) => reference === undefined || entry.case === reference,
  );
  const rows = entries.map(({ at, person, role, action, what = '', case: of = '', outcome }) => [
    momentInWords(Date.parse(at)),
    person,
    role,
    action,
    what,
    of,
    outcome,
  ]);
  const none = reference === undefined ? 'Nothing is recorded.' : `Nothing is recorded of ${reference}.`;
  terminal.out(rows.length === 0 ? `${none}\n` : `${columns([headings, ...rows])}\n`);
};
