import type { Action } from '../../domain/permissions';

/**
 * Every operation for machines, with what a role must include for it. Written out beside the operations, so that who
 * lets a service in at another address has to say so twice: a test holds the two together.
 */
export const machineActions = {
  'GET /api/v1/cases': 'see-cases',
  'GET /api/v1/cases/:reference': 'see-case',
  'GET /api/v1/cases/:reference/clocks': 'see-case',
  'GET /api/v1/cases/:reference/recordable': 'see-case',
  // Which action it is depends on the duty, as on the page of the case.
  'POST /api/v1/cases/:reference/duties/:duty/:instance/:round/answers': 'see-case',
  'GET /api/v1/cases/:reference/duties/:duty/:instance/:round/answers/:submission': 'see-case',
  'GET /api/v1/report-form': 'report-incident',
  'POST /api/v1/reports': 'report-incident',
  'GET /api/v1/editions': 'see-cases',
  'GET /api/v1/editions/:edition': 'see-cases',
} as const satisfies Readonly<Record<string, Action>>;
