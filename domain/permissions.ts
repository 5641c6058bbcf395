import { access, type Access, type Action, type CaseState, type Way, type Who } from './access';
import type { CaseView } from './case-view';
import type { Actor } from './record';

export type { Action, CaseState } from './access';

/** By what a role may do something in a case of this state; null where it may not. What the table does not name is refused. */
export function wayTo(role: string, action: Action, state?: CaseState): Way | null {
  const { who, states }: Access = access[action];
  if (state !== undefined && states.length > 0 && !states.includes(state)) return null;
  return Object.hasOwn(who, role) ? (who[role as Who] ?? null) : null;
}

/** Everybody whom the table names for something, by whatever way. */
export const whoeverMay = (action: Action): string[] => Object.keys(access[action].who);

/** Whether one of the roles that somebody is signed in with may do it; without a state, whether in any. */
export const mayDo = (roles: readonly string[], action: Action, state?: CaseState): boolean =>
  roles.some((role) => wayTo(role, action, state) === 'role');

/** Whether who was asked or told in this role may have it, signed in or by a letter; never by a role of somebody else's. */
export const mayGet = (role: string, action: Action, state?: CaseState): boolean =>
  ['role', 'link', 'own'].includes(wayTo(role, action, state) ?? '');

/** Whether the answer of `by` may be shown to this reader: an agency has its own return, and never another's. */
export function mayReadAnswerOf(
  by: Pick<Actor, 'recipient' | 'agency'>,
  reader: Pick<Actor, 'recipient' | 'agency'>,
): boolean {
  if (by.recipient !== 'agency-lead') return true;
  const isOwn = by.agency !== undefined && by.agency === reader.agency;
  return (
    mayGet(reader.recipient, 'read-return') && (wayTo(reader.recipient, 'read-return') !== 'own' || isOwn)
  );
}

/** Roles whose members record facts in the case's own pages, rather than by link. */
export const staffRoles = { 'business-unit': 'record-facts', administrator: 'look-after-service' } as const;

export const isStaffRole = (role: string): role is keyof typeof staffRoles => Object.hasOwn(staffRoles, role);

/** Roles that answer by the link of a letter, and by nothing else. */
export const rolesByLetter = whoeverMay('answer').filter(
  (role) => !isStaffRole(role) && mayGet(role, 'answer'),
);

const changes: Readonly<Partial<Record<string, Action>>> = {
  correction: 'correct',
  'further-information': 'correct',
  'hand-over': 'hand-over',
  withdrawal: 'withdraw',
  'sent-otherwise': 'record-sent-otherwise',
};

/** What it is to answer this duty in this role on the page of its case. */
export const actionOf = (role: keyof typeof staffRoles, duty: string): Action =>
  role === 'business-unit' && Object.hasOwn(changes, duty)
    ? (changes[duty] ?? staffRoles[role])
    : staffRoles[role];

/** The state of a case, as the table of access has it. */
export const stateOf = ({ closed, stoppedAtMs }: Pick<CaseView, 'closed' | 'stoppedAtMs'>): CaseState =>
  stoppedAtMs !== undefined ? 'stopped' : closed ? 'closed' : 'open';
