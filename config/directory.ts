import type { Recipient } from '../domain/duty';
import type { Addressee } from '../domain/opened-duty';
import {
  body,
  directoryRole,
  type Agency,
  type Directory,
  type Holder,
  type Person,
} from './directory-schema';

export type { Agency, Directory, Person } from './directory-schema';

export type Unfilled = { unfilled: true };

/** A role that nobody fills on a day, or the lead of an agency. */
export type UnfilledRole = { recipient: Recipient; agency?: string };

/**
 * Who holds a role on a London date: the first holder listed whose term covers it, or that holder's deputy.
 * A body stands for itself; an agency's lead needs the agency. A referrer belongs to a case and is never held here.
 */
export function whoHolds(
  directory: Directory,
  recipient: Recipient,
  onDate: string,
  agency?: string,
): Addressee | Unfilled {
  const asBody = body.safeParse(recipient);
  if (asBody.success) {
    return { recipient, person: asBody.data, address: directory.bodies[asBody.data].address };
  }
  const holder = holdersOf(directory, recipient, agency).find((candidate) => isInForce(candidate, onDate));
  if (holder === undefined) return { unfilled: true };
  const deputy = holder.deputies?.find((candidate) => isInForce(candidate, onDate));
  const person = personById(directory, deputy?.person ?? holder.person);
  if (person === undefined) return { unfilled: true };
  return {
    recipient,
    person: person.id,
    address: person.address,
    ...(agency === undefined || recipient !== 'agency-lead' ? {} : { agency }),
    ...(deputy === undefined ? {} : { deputyFor: holder.person }),
  };
}

/** The ids of those who hold a role beside the first, who is written to, on a London date. */
export const whoElseHolds = (directory: Directory, of: UnfilledRole, onDate: string): string[] =>
  holdersOf(directory, of.recipient, of.agency)
    .filter((holder) => isInForce(holder, onDate))
    .slice(1)
    .map(({ person }) => person);

/** The roles that somebody holds on a London date, as holder or as deputy; an agency's lead among them. */
export const rolesOf = (directory: Directory, person: string, onDate: string): string[] =>
  [
    ...Object.entries(directory.roles),
    ...directory.agencies.map(({ lead }) => ['agency-lead', lead] as const),
  ].flatMap(([role, holders]) => {
    const terms = holders.flatMap((holder) => [holder, ...(holder.deputies ?? [])]);
    const isHeld = terms.some((term) => term.person === person && isInForce(term, onDate));
    return isHeld ? [role] : [];
  });

/** The member of the business unit with this id, where that is one on a London date, and not away. */
export function memberOf(directory: Directory, person: string, onDate: string): Addressee | null {
  const recipient = 'business-unit';
  const holder = holdersOf(directory, recipient).find(
    (one) => one.person === person && isInForce(one, onDate),
  );
  const known = personById(directory, person);
  if (!holder || !known || holder.deputies?.some((one) => isInForce(one, onDate))) return null;
  return { recipient, person: known.id, address: known.address };
}

function holdersOf(directory: Directory, recipient: Recipient, agency?: string): readonly Holder[] {
  if (recipient === 'agency-lead') return agencyById(directory, agency ?? '')?.lead ?? [];
  const role = directoryRole.safeParse(recipient);
  return (role.success && directory.roles[role.data]) || [];
}

const isInForce = (term: { from?: string; until?: string }, onDate: string): boolean =>
  (term.from === undefined || term.from <= onDate) && (term.until === undefined || onDate <= term.until);

export const personById = (directory: Directory, id: string): Person | undefined =>
  directory.people.find((person) => person.id === id);

const agencyById = (directory: Directory, id: string): Agency | undefined =>
  directory.agencies.find((agency) => agency.id === id);

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const isAddressOf = (person: Person, address: string): boolean =>
  person.address.toLowerCase() === address.toLowerCase();

/** The agency whose mail domain an address has; a subdomain is another domain. */
export const agencyOfAddress = (directory: Directory, address: string): Agency | undefined =>
  directory.agencies.find((agency) => agency.domains.includes(domainOf(address)));

/** A report from an unknown address waits for the business unit before anything is forwarded. */
export const isKnownAddress = (directory: Directory, address: string): boolean =>
  directory.partnership.domains.includes(domainOf(address)) ||
  agencyOfAddress(directory, address) !== undefined ||
  directory.people.some((person) => isAddressOf(person, address));

/** Roles and agencies' leads that nobody fills on a London date. A reviewer is appointed by a review, and may be missing. */
export function unfilledRoles(directory: Directory, onDate: string): UnfilledRole[] {
  const needed: UnfilledRole[] = [
    ...directoryRole.options.filter((role) => role !== 'reviewer').map((role) => ({ recipient: role })),
    ...directory.agencies.map(({ id }) => ({ recipient: 'agency-lead' as const, agency: id })),
  ];
  return needed.filter(
    ({ recipient, agency }) => 'unfilled' in whoHolds(directory, recipient, onDate, agency),
  );
}
