import type { KeptOfCases } from '../../../api/temporal/cases';

/** Outside Temporal nothing is kept, and nothing is found. */
export const nothingKept: KeptOfCases = {
  records: { read: () => Promise.resolve(null) },
  openedCases: { mark: () => Promise.resolve() },
  reportIndex: {
    add: () => Promise.resolve(),
    sharing: () => Promise.resolve([]),
    remove: () => Promise.resolve(),
  },
};
