import type { Client } from '@temporalio/client';
import type { Directory, UnfilledRole } from '../config/directory';
import { calendarEnding } from '../watchdog/calendar-ending';
import { inWords } from '../watchdog/finding';
import { sayUnfilledRoles } from './roles-filled';

/**
 * Says what a start should not pass over: that the known bank holidays come to their end, and which roles nobody fills.
 * @param file the directory's, as it is to be named to a person.
 * @returns those roles, for a log.
 * @throws RolesUnfilled where no case is open yet.
 */
export const sayAtStart = async (
  client: Client,
  directory: Directory,
  file: string,
  say: (sentence: string) => void,
): Promise<UnfilledRole[]> => {
  for (const finding of calendarEnding(Date.now())) say(inWords(finding));
  return sayUnfilledRoles(client, directory, file, say);
};
