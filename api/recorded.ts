import type { AccessEntry } from '../config/access-log/open';
import type { Services } from './services';

type Recording = Pick<Services, 'access' | 'log'>;

/** Records without holding up the page: for what shows no sealed words and changes nothing. */
export function note({ access, log }: Recording, entry: AccessEntry): void {
  access.record(entry).catch((error: unknown) => {
    log.error({ event: 'access-not-recorded', kind: entry.action }, error);
  });
}

/** Does what changes something, and records how it ended before anybody is told. */
export async function recorded<T extends string>(
  services: Recording,
  entry: Omit<AccessEntry, 'outcome'>,
  act: () => Promise<T>,
): Promise<T> {
  let outcome: T;
  try {
    outcome = await act();
  } catch (error) {
    note(services, { ...entry, outcome: 'failed' });
    throw error;
  }
  await services.access.record({ ...entry, outcome });
  return outcome;
}
