import { ConfigurationError } from '../../config/configuration-error';
import { openLog } from '../../config/log';
import { temporalLog } from '../../config/temporal-log';

const lines: string[] = [];
const log = openLog('info', { write: (line) => void lines.push(line) });
const logged = (write: () => void): string => {
  lines.length = 0;
  write();
  return lines.join('');
};
const canary = 'Person A lives here';

describe('the log', () => {
  it('says what is allowed by name, and leaves out the rest, however deep', () => {
    const fields = { event: 'letter-sent', reference: 'SI-2026-7K3Q', ms: 12, note: canary };
    const line = logged(() => {
      log.info(fields);
    });
    expect(JSON.parse(line)).toMatchObject({ event: 'letter-sent', reference: 'SI-2026-7K3Q', ms: 12 });
    expect(line).not.toContain(canary);
  });

  it('says of an error its name, code and place, but not its words', () => {
    const cause = Object.assign(new Error(`${canary}\n    at ${canary} (x:1:2)`), { code: 'ECONNREFUSED' });
    const line = logged(() => {
      log.error({ event: 'failed' }, new TypeError(canary, { cause }));
    });
    expect(line).not.toContain(canary);
    expect(JSON.parse(line)).toMatchObject({
      error: { name: 'TypeError', cause: { name: 'Error', code: 'ECONNREFUSED' } },
    });
    expect(line).toContain('log.test.ts');
  });

  it('says the words of our own errors', () => {
    const line = logged(() => {
      log.error({ event: 'directory-at-fault' }, new ConfigurationError('The directory', ['people: no']));
    });
    expect(line).toContain('people: no');
  });

  it('survives whatever is thrown', () => {
    for (const thrown of [
      null,
      'text',
      3,
      { message: canary },
      Object.assign(new Error('x'), { stack: '' }),
    ]) {
      const line = logged(() => {
        log.error({ event: 'failed' }, thrown);
      });
      expect(line).toContain('failed');
      expect(line).not.toContain(canary);
    }
  });

  it('takes what Temporal says without the texts of failures', () => {
    const line = logged(() => {
      temporalLog(log).error(`Error while processing a task: ${canary}`, {
        workflowId: 'SI-2026-7K3Q',
        failure: canary,
        error: new Error(canary),
      });
      temporalLog(log).debug('below the level');
    });
    expect(JSON.parse(line)).toMatchObject({
      event: 'temporal: Error while processing a task',
      workflowId: 'SI-2026-7K3Q',
      error: { name: 'Error' },
    });
    expect(line).not.toContain(canary);
  });
});
