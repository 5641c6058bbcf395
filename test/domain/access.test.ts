import { access, type Access, type Action } from '../../domain/access';
import type { Duty, Recipient } from '../../domain/duty';
import { editions } from '../../domain/editions';
import {
  actionOf,
  isStaffRole,
  mayDo,
  mayGet,
  mayReadAnswerOf,
  stateOf,
  wayTo,
} from '../../domain/permissions';

const actions = Object.keys(access) as Action[];
const partners: Recipient[] = ['local-authority-partner', 'health-partner', 'police-partner'];
const duties = Object.entries(editions).flatMap(([edition, { duties: all }]) =>
  Object.entries(all).map(([id, duty]): [string, Duty] => [`${edition} ${id}`, duty]),
);

describe('the table of access', () => {
  it('refuses what it does not name: an unknown role, a role of nobody, a state that is not there', () => {
    for (const action of actions) {
      for (const role of ['stranger', 'constructor', '__proto__', ''])
        expect([action, role, wayTo(role, action)]).toEqual([action, role, null]);
      expect(mayDo(['nobody'], action)).toBe(false);
    }
    expect(mayDo(['business-unit'], 'record-facts', 'open')).toBe(true);
    for (const state of ['closed', 'stopped'] as const)
      expect(mayDo(['business-unit'], 'record-facts', state)).toBe(false);
  });

  it('gives who is signed in nothing that is theirs by a letter alone', () => {
    for (const role of [...partners, 'scrutineer', 'rapid-review-chair', 'agency-lead', 'dfe'])
      expect(actions.filter((action) => mayDo([role], action))).toEqual([]);
    expect(mayDo(['administrator', 'police-partner'], 'read-report')).toBe(false);
    expect(mayGet('police-partner', 'read-report')).toBe(true);
  });

  it('lets an administrator see histories and the state of a case, and no content; and decide nothing', () => {
    const content: Action[] = ['read-report', 'read-return', 'read-quality-checks'];
    for (const action of content) expect(wayTo('administrator', action)).toBeNull();
    expect(actions.filter((action) => mayDo(['administrator'], action))).toEqual([
      'see-cases',
      'download-cases',
      'see-case',
      'see-directory',
      'look-after-service',
      'move-time',
      'see-temporal',
      'decode-payloads',
    ]);
  });

  it('lets nobody but the business unit change a case by a role', () => {
    const recording = actions.filter((action) => {
      const { does, states, who }: Access = access[action];
      return does === 'changes' && states.length > 0 && Object.values(who).includes('role');
    });
    for (const action of recording.filter((one) => one !== 'look-after-service' && one !== 'move-time'))
      expect(Object.keys(access[action].who)).toEqual(['business-unit']);
  });

  it('gives an agency its own return and never another’s; and returns to those alone who weigh them', () => {
    const schools = { recipient: 'agency-lead', agency: 'schools' } as const;
    const police = { recipient: 'agency-lead', agency: 'police' } as const;
    expect(mayReadAnswerOf(schools, schools)).toBe(true);
    expect(mayReadAnswerOf(police, schools)).toBe(false);
    expect(mayReadAnswerOf({ recipient: 'agency-lead' }, { recipient: 'agency-lead' })).toBe(false);
    const readers: Recipient[] = [...partners, 'scrutineer', 'rapid-review-chair', 'business-unit'];
    for (const recipient of readers) expect(mayReadAnswerOf(police, { recipient })).toBe(true);
    const others: Recipient[] = [
      'director',
      'learning-chair',
      'referrer',
      'reviewer',
      'administrator',
      'dfe',
    ];
    for (const recipient of others) expect(mayReadAnswerOf(police, { recipient })).toBe(false);
    expect(mayReadAnswerOf({ recipient: 'police-partner' }, { recipient: 'dfe' })).toBe(true);
  });

  it.each(duties)('lets everybody whom %s asks or tells do so', (_id, duty) => {
    if ('asks' in duty)
      for (const role of duty.asks.roles) {
        expect([role, mayGet(role, 'answer', 'open')]).toEqual([role, true]);
        if (isStaffRole(role))
          expect(mayDo([role], actionOf(role, _id.split(' ')[1] ?? ''), 'open')).toBe(true);
      }
    if ('tells' in duty)
      for (const to of duty.tells) {
        expect([to, mayGet(to, 'see-notice')]).toEqual([to, true]);
        if (duty.shows?.includes('report')) expect([to, mayGet(to, 'read-report')]).toEqual([to, true]);
      }
    const readers = 'asks' in duty ? duty.asks.roles : [];
    for (const role of duty.shows?.includes('agency-information') ? readers : [])
      expect([role, mayGet(role, 'read-return')]).toEqual([role, true]);
  });

  it('knows the states of a case', () => {
    expect([
      stateOf({ closed: false }),
      stateOf({ closed: true }),
      stateOf({ closed: false, stoppedAtMs: 1 }),
    ]).toEqual(['open', 'closed', 'stopped']);
  });
});
