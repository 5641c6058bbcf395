import { whoElseHolds, whoHolds, type Directory } from '../config/directory';
import type { Holder } from '../config/directory-schema';
import type { Recipient } from '../domain/duty';

/** A line of the directory: who it is today, and where their letters go; `name` is null where nobody is. */
export type DirectoryLine = {
  title: string;
  name: string | null;
  address: string | null;
  /** For whom they stand in today. */
  deputyFor: string | null;
  /** Who holds it too. */
  others: readonly string[];
  /** Terms and deputies that begin or end, in the order of the file. */
  terms: readonly { name: string; from?: string; until?: string; deputyOf?: string }[];
};

const between = ({ from, until }: { from?: string; until?: string }) => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});

function lineOf(
  directory: Directory,
  holders: readonly Holder[],
  of: { title: string; recipient: Recipient; agency?: string },
  todayOn: string,
): DirectoryLine {
  const nameOf = (id: string): string => directory.people.find((one) => one.id === id)?.name ?? id;
  const now = whoHolds(directory, of.recipient, todayOn, of.agency);
  const isOver = ({ until }: { until?: string }): boolean => until !== undefined && until < todayOn;
  const terms = holders.flatMap((holder) => [
    ...(holder.from === undefined && holder.until === undefined
      ? []
      : [{ name: nameOf(holder.person), ...between(holder) }]),
    ...(holder.deputies ?? []).map((deputy) => ({
      name: nameOf(deputy.person),
      deputyOf: nameOf(holder.person),
      ...between(deputy),
    })),
  ]);
  return {
    title: of.title,
    name: 'unfilled' in now ? null : nameOf(now.person),
    address: 'unfilled' in now ? null : now.address,
    deputyFor: 'unfilled' in now || now.deputyFor === undefined ? null : nameOf(now.deputyFor),
    others: whoElseHolds(directory, of, todayOn).map(nameOf),
    terms: terms.filter((term) => !isOver(term)),
  };
}

/** The directory as it stands on a London date: roles, the leads of agencies, and the bodies that are told. */
export function directoryPart(directory: Directory, todayOn: string, inWords: (role: string) => string) {
  return {
    roles: Object.entries(directory.roles).map(([role, holders]) =>
      lineOf(directory, holders, { title: inWords(role), recipient: role as Recipient }, todayOn),
    ),
    agencies: directory.agencies.map(({ id, title, lead, domains }) => ({
      ...lineOf(directory, lead, { title, recipient: 'agency-lead', agency: id }, todayOn),
      domains,
    })),
    bodies: Object.values(directory.bodies),
    domains: directory.partnership.domains,
  };
}
