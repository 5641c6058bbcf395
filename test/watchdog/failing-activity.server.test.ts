import type { MailMessage } from '../../config/mail';
import { parseDirectory } from '../../config/directory-file';
import { openLog } from '../../config/log';
import sampleDirectory from '../../config/sample-directory.json';
import { openTelling } from '../../watchdog/tell';
import { tellOfFailing } from '../../worker/failing-activities';
import { casesUnderTest, type CasesUnderTest } from '../support/case-under-test';

jest.setTimeout(90_000);

describe('an activity of a case that keeps failing', () => {
  const letters: MailMessage[] = [];
  const lines: string[] = [];
  const directory = parseDirectory(JSON.stringify(sampleDirectory));
  const mailer = {
    deliver: (message: MailMessage) => {
      letters.push(message);
      return Promise.resolve({ result: 'accepted' as const, response: '' });
    },
  };

  let cases: CasesUnderTest;
  afterAll(() => cases.close());

  it('is told to the administrators once, kept as their task, and goes on when it is mended', async () => {
    let mended = false;
    cases = await casesUnderTest(undefined, {
      openDuties: (own) => (requests) => {
        if (mended) return own(requests);
        return Promise.reject(new Error('Canary words of an error'));
      },
      activityInterceptors: (client, taskQueue) => {
        const log = openLog('info', { write: (line) => void lines.push(line) });
        const services = { client, taskQueue, mailer, directory: () => directory, training: true };
        return [tellOfFailing(openTelling(services, log))];
      },
    });
    const incident = await cases.start();
    for (const until = Date.now() + 40_000; lines.length === 0 && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 100));
    // The sixth attempt would tell of the five before it as well.
    mended = true;
    await incident.until('the case to open', ({ duties }) => duties.length > 0);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.subject).toContain(incident.reference);
    expect(letters[0]?.text).toContain('openDuties');
    expect(JSON.stringify([letters, lines])).not.toContain('Canary');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        event: 'watchdog-told',
        kind: 'activity-failing',
        reference: incident.reference,
      }),
    ]);
  });
});
