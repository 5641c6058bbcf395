import { EmbeddedUnderTest, isAlive } from '../support/embedded-under-test';

jest.setTimeout(180_000);

describe('the service under npm', () => {
  let service: EmbeddedUnderTest;
  beforeEach(async () => {
    service = await EmbeddedUnderTest.prepare();
    await service.start('npm');
  });
  afterEach(() => service.close());

  it.each<[string, () => Promise<number | null>]>([
    ['by SIGTERM to npm alone', () => service.end('SIGTERM')],
    [
      'by Ctrl-C, which reaches npm and the service, and the service from npm once more',
      () => service.interruptGroup(),
    ],
  ])('ends in order, with all its processes: %s', async (_way, end) => {
    const pids = Object.values(service.parts());
    expect(pids.every(isAlive)).toBe(true);
    expect(await end()).toBe(0);
    expect(service.said).toContain('Ended. Nothing is lost');
    expect(pids.filter(isAlive)).toEqual([]);
    expect(service.said).not.toContain('Ending at once');
  });
});
