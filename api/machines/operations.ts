import { caseOperations } from './case-operations';
import { editionOperations } from './edition-operations';
import type { Operation } from './operation';
import { recordOperations } from './record-operations';
import { reportOperations } from './report-operations';

/** Everything that a service can do. */
export const operations: readonly Operation[] = [
  ...caseOperations,
  ...recordOperations,
  ...reportOperations,
  ...editionOperations,
];
