import { agencyOfAddress, isKnownAddress, personById, whoHolds, type Directory } from '../config/directory';
import type { People } from './services';

/** The directory as the pages ask it; it is read anew at each question, for it may have been edited. */
export const peopleOf = (directory: () => Directory): People => ({
  partnership: () => directory().partnership,
  directory,
  agencies: () => Object.fromEntries(directory().agencies.map(({ id, title }) => [id, title])),
  person: (id) => personById(directory(), id) ?? null,
  staff() {
    const { people, roles } = directory();
    const members = new Set((roles['business-unit'] ?? []).map(({ person }) => person));
    return Object.fromEntries(people.filter(({ id }) => members.has(id)).map(({ id, name }) => [id, name]));
  },
  personOfAddress: (address) =>
    directory().people.find((person) => person.address.toLowerCase() === address.toLowerCase()) ?? null,
  isKnownAddress: (address) => isKnownAddress(directory(), address),
  agencyOfAddress: (address) => agencyOfAddress(directory(), address)?.id ?? null,
  holder(recipient, on, agency) {
    const holder = whoHolds(directory(), recipient, on, agency);
    return 'unfilled' in holder ? null : holder;
  },
});
