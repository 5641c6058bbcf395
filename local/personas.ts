import type { Directory } from '../config/directory';

/** One of the sample people, with every role that is theirs today. */
export type Persona = { id: string; name: string; address: string; roles: string[]; title: string };

/** Staff first, then those who decide, then the agencies: everybody who holds a role, or is a deputy, on that day. */
export function personasOf(directory: Directory, onDate: string): Persona[] {
  const held = new Map<string, { roles: Set<string>; titles: string[] }>();
  const give = (person: string, role: string, title: string): void => {
    const entry = held.get(person) ?? { roles: new Set<string>(), titles: [] };
    entry.roles.add(role);
    entry.titles.push(title);
    held.set(person, entry);
  };
  for (const [role, holders] of Object.entries(directory.roles).sort(byRank)) {
    for (const person of inForce(holders, onDate)) give(person, role, tasks[role] ?? '');
  }
  for (const agency of directory.agencies) {
    for (const person of inForce(agency.lead, onDate))
      give(person, 'agency-lead', `answers for ${agency.title}`);
  }
  return [...held].flatMap(([id, { roles, titles }]) => {
    const person = directory.people.find((candidate) => candidate.id === id);
    if (person === undefined) return [];
    return [
      {
        id,
        name: person.name,
        address: person.address,
        roles: [...roles],
        title: [...new Set(titles)].join('; '),
      },
    ];
  });
}

type Term = { person: string; from?: string | undefined; until?: string | undefined };

function inForce(holders: readonly (Term & { deputies?: Term[] | undefined })[], onDate: string): string[] {
  return holders
    .flatMap((holder) => [holder, ...(holder.deputies ?? [])])
    .filter(({ from = '', until = '9999' }) => from <= onDate && onDate <= until)
    .map(({ person }) => person);
}

const staff = ['business-unit', 'administrator'];
const rank = (role: string): number => (staff.includes(role) ? staff.indexOf(role) : staff.length);
const byRank = ([one]: [string, unknown], [other]: [string, unknown]): number => rank(one) - rank(other);

/** What somebody in a role does here, for whoever tries the service. */
const tasks: Readonly<Record<string, string>> = {
  'business-unit': 'reports incidents and looks after the cases',
  administrator: 'reads histories and looks after the directory',
  director: 'hears of each report at once',
  'local-authority-partner': 'decides on threshold and review',
  'health-partner': 'decides on threshold and review',
  'police-partner': 'decides on threshold and review',
  scrutineer: 'answers beside the partners on the review',
  'rapid-review-chair': 'chairs the rapid review and recommends',
  'learning-chair': 'hears of outcomes and learning',
  reviewer: 'writes the review',
};
