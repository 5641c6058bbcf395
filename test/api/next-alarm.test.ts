import { nextAlarmAt } from '../../api/next-alarm';
import { londonInstant } from '../../domain/calendar/london';
import type { DutyState } from '../../domain/case-view';
import { weeklyAfter, fixDates } from '../../domain/clock';
import { editions } from '../../domain/editions';
import { duty, nowMs } from './support/sample-case';

const at = (on: string, time = '09:05') => londonInstant(on, time);
const next = (duties: DutyState[], now = nowMs) => nextAlarmAt({ duties, nowMs: now });
const keptPublic = () => {
  const { clock } = editions['working-together-2018'].duties['kept-public'];
  return duty('kept-public', { dates: fixDates({ clock, events: { publication: '2026-12-11' } }) });
};

describe('the next alarm of a case', () => {
  it('is the earliest of what is open', () => {
    const duties = [
      duty('notification-threshold', { nextAlarm: { kind: 'reminder', on: '2026-12-16' } }),
      duty('panel-notification', { nextAlarm: { kind: 'breach', on: '2026-12-15' } }),
      duty('children-made-safe', { state: 'answered', nextAlarm: { kind: 'breach', on: '2026-12-14' } }),
    ];
    expect(next(duties)).toBe(at('2026-12-15'));
  });

  it('is the end of a wait, although that reminds nobody', () => {
    expect(next([duty('threshold-silence')])).toBe(at('2026-12-17'));
    expect(next([keptPublic()])).toBe(at('2027-12-12', '00:05'));
  });

  it('is an hour ahead where a day had passed when the duty was opened', () => {
    const passed = duty('notification-threshold', { nextAlarm: { kind: 'breach', on: '2026-12-12' } });
    expect(next([passed])).toBe(nowMs + 65 * 60_000);
  });

  it('is the weekly announcement of what is overdue, and of what is called to mind', () => {
    const weeklyAtMs = weeklyAfter('2026-12-10');
    const overdue = duty('notification-threshold', { breaches: 1, weeklyAtMs });
    const calledToMind = duty('publication-form', { weeklyAtMs });
    for (const one of [overdue, calledToMind]) expect(next([one])).toBe(at('2026-12-17'));
    expect(next([overdue], at('2026-12-17'))).toBe(at('2026-12-24'));
  });

  it('is none where nothing speaks up', () => {
    const quiet = [duty('correction'), duty('publication-date'), duty('panel-answer')];
    expect(next([])).toBeNull();
    expect(next(quiet)).toBeNull();
  });
});
