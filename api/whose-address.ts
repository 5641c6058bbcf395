import { rolesOf } from '../config/directory';
import { londonDateOf } from '../domain/calendar/london';
import { recipientInWords } from '../domain/dates-in-words';
import type { Recipient } from '../domain/duty';
import { isStaffRole } from '../domain/permissions';
import type { Answer } from '../domain/record';
import type { Asked } from './asked';
import type { Mistake } from './forms/typed';
import type { People } from './services';

type Facts = Answer['facts'];

/** Each of them answers for itself: by a second address one person would decide twice. */
const separate: readonly Recipient[] = [
  'local-authority-partner',
  'health-partner',
  'police-partner',
  'scrutineer',
];

const lastOf = (text: unknown): string => String(text).split('/').at(-1) ?? '';

/** For whom somebody is named by an address, duty by duty; empty where the record cannot say just now. */
const namedFor: Readonly<Record<string, (asked: Asked, facts: Facts) => string>> = {
  'authority-deputy': () => 'authority-deputy',
  deputy: (_asked, { role }) => String(role),
  'another-address': (_asked, { question }) => lastOf(question),
  'role-unfilled': ({ instance }) => lastOf(instance),
  'letter-undelivered': ({ view, instance }) =>
    view?.letters.find(({ id }) => id === instance)?.to.recipient ?? '',
};

/** The mailbox to which an address leads: what stands behind a plus sign is the same one. */
const mailbox = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@)/u, '');

/**
 * Why nobody at this address may answer for somebody else: staff decide nothing for others, and nobody decides twice. The
 * case knows the addresses that were written to in it; the directory knows them all.
 */
function objectionTo(address: string, part: string, people: People, nowMs: number): string | null {
  if (isStaffRole(part)) return null;
  const directory = people.directory();
  const known = directory.people.filter((person) => mailbox(person.address) === mailbox(address));
  const roles = known.flatMap(({ id }) => rolesOf(directory, id, londonDateOf(nowMs)));
  if (roles.some(isStaffRole))
    return 'That is an address of the business unit or of an administrator, who do not answer for others';
  const other = separate.find((role) => role !== part && roles.includes(role) && !roles.includes(part));
  return other === undefined || !separate.some((role) => role === part)
    ? null
    : `That is the address of the ${recipientInWords(other)}: nobody answers for two of the partners and the scrutineer`;
}

/** The holder's own mailbox, where a deputy is wanted. The case knows the holder only where it has asked one already. */
function isHolders(address: string, part: string, people: People, nowMs: number): boolean {
  const [role, agency] = part.split(':');
  const holder = people.holder(role as Recipient, londonDateOf(nowMs), agency);
  return holder !== null && mailbox(holder.address) === mailbox(address);
}

/** What is wrong with the address at which an answer names somebody, by the directory. */
export function addressMistakes(asked: Asked, { facts }: Pick<Answer, 'facts'>, people: People): Mistake[] {
  const { address } = facts;
  const part = namedFor[asked.duty]?.(asked, facts);
  if (part === undefined || typeof address !== 'string') return [];
  const text =
    asked.duty === 'deputy' && isHolders(address, part, people, asked.nowMs)
      ? 'That is the address of the person for whom the deputy is to stand in'
      : objectionTo(address, part, people, asked.nowMs);
  return text === null ? [] : [{ name: 'address', href: '#address', text }];
}
