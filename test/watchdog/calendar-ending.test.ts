import { Client, Connection } from '@temporalio/client';
import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import { calendarEnd, calendarEnding } from '../../watchdog/calendar-ending';
import { inWords } from '../../watchdog/finding';
import { sayAtStart } from '../../worker/said-at-start';

const inTimeMs = Date.parse('2027-09-30T12:00:00Z');
const lateMs = Date.parse('2027-10-01T12:00:00Z');

describe('the end of the known bank holidays', () => {
  afterEach(() => jest.useRealTimers());

  it('is found when fewer than fifteen months are left, once a month', () => {
    expect(calendarEnding(inTimeMs)).toEqual([]);
    expect(calendarEnd(inTimeMs)).toBeNull();
    expect(calendarEnd(lateMs)).toBe('2028-12-31');
    const ids = [lateMs, Date.parse('2027-10-31T12:00:00Z'), Date.parse('2027-11-01T12:00:00Z')].map(
      (nowMs) => calendarEnding(nowMs)[0]?.id,
    );
    expect(ids).toEqual([
      'attention-calendar-ending-2027-10',
      'attention-calendar-ending-2027-10',
      'attention-calendar-ending-2027-11',
    ]);
    const [finding] = calendarEnding(lateMs);
    expect(finding && inWords(finding)).toMatch(
      /known until Sunday 31 December 2028 only.*Install a newer version/,
    );
  });

  it('is said at a start, and nothing is where all is well', async () => {
    const directory = parseDirectory(JSON.stringify(sampleDirectory));
    const client = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }) });
    const saidAt = async (now: number): Promise<string[]> => {
      jest.useFakeTimers({ now });
      const said: string[] = [];
      await sayAtStart(client, directory, 'directory.json', (sentence) => said.push(sentence));
      return said;
    };
    expect(await saidAt(inTimeMs)).toEqual([]);
    expect(await saidAt(lateMs)).toEqual([expect.stringContaining('Bank holidays are known until')]);
  });
});
