import type { Recipient } from './duty';

/** What somebody may do in the pages. */
export type Action =
  /** Lists of cases, and a case's clocks, story and letters: no names. */
  | 'see-cases'
  | 'report-incident'
  /** What people wrote: the child, the narrative, the reasons. */
  | 'read-report'
  /** The quality checks of D app. 5, which are for internal use only. */
  | 'read-quality-checks'
  /** Facts that the business unit records, corrections, handing over, withdrawing. */
  | 'record-facts'
  /** Duties of an administrator. */
  | 'look-after-service'
  | 'move-time'
  | 'see-temporal';

/** Who may do what. What is not named here is refused. An administrator reads the story and not the child. */
const permissions: Readonly<Partial<Record<Recipient, readonly Action[]>>> = {
  'business-unit': [
    'see-cases',
    'report-incident',
    'read-report',
    'read-quality-checks',
    'record-facts',
    'move-time',
  ],
  administrator: ['see-cases', 'look-after-service', 'move-time', 'see-temporal'],
  // By link, these read the report of the case about which they are asked or told.
  director: ['read-report'],
  'local-authority-partner': ['read-report', 'read-quality-checks'],
  'health-partner': ['read-report', 'read-quality-checks'],
  'police-partner': ['read-report', 'read-quality-checks'],
  scrutineer: ['read-report', 'read-quality-checks'],
  'rapid-review-chair': ['read-report', 'read-quality-checks'],
  'learning-chair': ['read-report'],
  'agency-lead': ['read-report'],
  reviewer: ['read-report'],
  'national-panel': ['read-report'],
  ofsted: ['read-report'],
  dfe: ['read-report'],
};

/** Whether one of somebody's roles may do it. Unknown roles may do nothing. */
export const mayDo = (roles: readonly string[], action: Action): boolean =>
  roles.some((role) => (permissions[role as Recipient] ?? []).includes(action));

/** Roles whose members record facts in the case's own pages, rather than by link. */
export const staffRoles = { 'business-unit': 'record-facts', administrator: 'look-after-service' } as const;
