import type { MailTrouble } from '../../config/mail-result';
import { inWords } from '../../watchdog/finding';
import { openMailWatch } from '../../watchdog/mail-watch';

const minuteMs = 60_000;
const startMs = Date.parse('2026-12-14T08:00:00Z');

describe('the watch on the mail relay', () => {
  let trouble: MailTrouble | null = null;
  const check = jest.fn(() => Promise.resolve(trouble));
  beforeEach(() => {
    check.mockClear();
  });

  it('tries it at most every fifteen minutes, and finds only what failed twice in a row', async () => {
    const watch = openMailWatch(check);
    const after = (minutes: number) => watch(startMs + minutes * minuteMs);
    trouble = 'sign-in';
    expect(await after(0)).toEqual([]);
    expect(await after(14)).toEqual([]);
    expect(check).toHaveBeenCalledTimes(1);
    const finding = { id: 'attention-mail-refused-2026-12-14', what: 'mail-refused', trouble: 'sign-in' };
    expect(await after(15)).toEqual([finding]);
    expect(await after(16)).toEqual([finding]);
    expect(check).toHaveBeenCalledTimes(2);
    trouble = null;
    expect(await after(30)).toEqual([]);
    trouble = 'tls';
    expect(await after(45)).toEqual([]);
    expect(await after(60)).toHaveLength(1);
  });

  it('finds it anew on another day', async () => {
    trouble = 'unreachable';
    const watch = openMailWatch(check);
    await watch(startMs);
    const [first] = await watch(startMs + 15 * minuteMs);
    const [other] = await watch(startMs + 24 * 60 * minuteMs);
    expect([first?.id, other?.id]).toEqual([
      'attention-mail-refused-2026-12-14',
      'attention-mail-refused-2026-12-15',
    ]);
  });

  it('says what to look at, and nothing that the relay said', () => {
    const words = (kind: MailTrouble) => inWords({ id: 'x', what: 'mail-refused', trouble: kind });
    expect(words('sign-in')).toMatch(/takes no letter.*refuses the sign-in.*password in SMTP_URL.*five days/);
    expect(words('tls')).toContain('certificate');
    expect(new Set((['unreachable', 'tls', 'sign-in', 'unwilling'] as const).map(words)).size).toBe(4);
  });
});
