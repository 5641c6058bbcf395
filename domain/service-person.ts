/** What stands before the id of a service where the id of a person stands; no person of the directory has a colon in theirs. */
const mark = 'service:';

/** The id under which a service, by the id of its client at the provider of sign-in, reads and writes. */
export const personOfService = (client: string): string => `${mark}${client}`;

/** The service that an id stands for; null for that of a person. */
export const serviceOf = (person: string): string | null =>
  person.startsWith(mark) ? person.slice(mark.length) : null;
