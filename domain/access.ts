import type { Recipient } from './duty';

/** Who may do what, as data: what is not named here is refused. Pages, routes, links, letters and docs/access.md read it. */

/** `closed`: withdrawn too. `stopped`: ended from outside, so that it records nothing any more. */
export type CaseState = 'open' | 'closed' | 'stopped';

/**
 * By what somebody may: `role`, signed in; `link`, by the link of a letter to that very person, as far as what the person
 * was asked or told shows it; `own`, by such a link and of their own agency alone; `code`, after a security code to their
 * own address; `command`, at the command line of the machine.
 */
export type Way = 'role' | 'link' | 'own' | 'code' | 'command';

/** Roles and bodies as the guidance knows them, and who is neither signed in nor holds a link. */
export type Who = Recipient | 'nobody';

export type Access = {
  /** What is done, for people. */
  title: string;
  /** Reading leaves everything as it is. */
  does: 'reads' | 'changes';
  /** States of the case in which it can be done; none where it is about no case. */
  states: readonly CaseState[];
  who: Readonly<Partial<Record<Who, Way>>>;
};

const always: readonly CaseState[] = ['open', 'closed', 'stopped'];
const unit = { 'business-unit': 'role' } as const;
const staff = { ...unit, administrator: 'role' } as const;
const partners = {
  'local-authority-partner': 'link',
  'health-partner': 'link',
  'police-partner': 'link',
} as const;
/** Those who decide on a rapid review, and who chairs it: they weigh what every agency returned. */
const reviewing = { ...partners, scrutineer: 'link', 'rapid-review-chair': 'link' } as const;
const bodies = { 'national-panel': 'link', ofsted: 'link', dfe: 'link' } as const;
/** Who can decide what becomes of a closed record; whoever has the machine types it, and is none of them by that. */
const keepers = {
  'business-unit': 'command',
  director: 'command',
  'local-authority-partner': 'command',
  'health-partner': 'command',
  'police-partner': 'command',
} as const;

/** Whoever has an address can report. */
const anybody = {
  administrator: 'code',
  director: 'code',
  'local-authority-partner': 'code',
  'health-partner': 'code',
  'police-partner': 'code',
  scrutineer: 'code',
  'rapid-review-chair': 'code',
  'learning-chair': 'code',
  'agency-lead': 'code',
  referrer: 'code',
  reviewer: 'code',
  'national-panel': 'code',
  ofsted: 'code',
  dfe: 'code',
  nobody: 'code',
} as const;

const ofTheUnit = (title: string): Access => ({ title, does: 'changes', states: ['open'], who: unit });

export const access = {
  'see-cases': { title: 'See the list of cases', does: 'reads', states: [], who: staff },
  'download-cases': { title: 'Download the list of cases, as CSV', does: 'reads', states: [], who: staff },
  'see-case': {
    title: 'See a case: what is owed, its clocks, its story, the state of its letters',
    does: 'reads',
    states: always,
    who: staff,
  },
  'see-directory': {
    title: 'See the directory: who holds which role, and where letters go',
    does: 'reads',
    states: [],
    who: staff,
  },
  'read-report': {
    title: 'Read what people wrote: the report, the reasons given',
    does: 'reads',
    states: always,
    who: {
      ...unit,
      director: 'link',
      ...reviewing,
      'learning-chair': 'link',
      'agency-lead': 'link',
      reviewer: 'link',
      ...bodies,
    },
  },
  'read-return': {
    title: 'Read what an agency returned',
    does: 'reads',
    states: always,
    who: { ...unit, ...reviewing, 'agency-lead': 'own' },
  },
  'read-quality-checks': {
    title: 'Read the quality checks, which are for internal use only',
    does: 'reads',
    states: always,
    who: { ...unit, ...reviewing },
  },
  'see-notice': {
    title: 'See by its link what one was told, or how it stands with what others owe',
    does: 'reads',
    states: always,
    who: {
      'business-unit': 'link',
      administrator: 'link',
      director: 'link',
      ...reviewing,
      'learning-chair': 'link',
      'agency-lead': 'link',
      referrer: 'link',
      reviewer: 'link',
      ...bodies,
    },
  },
  'report-incident': {
    title: 'Report an incident',
    does: 'changes',
    states: [],
    who: { ...anybody, ...unit },
  },
  answer: {
    title: 'Answer a question by its link, as the one who was asked',
    does: 'changes',
    states: ['open'],
    who: {
      'business-unit': 'link',
      administrator: 'link',
      ...reviewing,
      'learning-chair': 'link',
      'agency-lead': 'own',
    },
  },
  'record-facts': ofTheUnit('Record a fact on the page of the case'),
  correct: ofTheUnit('Correct an entry, or add to the record'),
  'hand-over': ofTheUnit('Hand a case over'),
  withdraw: ofTheUnit('Withdraw a case that was opened in error'),
  'record-sent-otherwise': ofTheUnit('Record that a letter was sent in another way'),
  'look-after-service': {
    title: 'Settle what the watchdog noticed, and what a case asks its administrators',
    does: 'changes',
    states: ['open'],
    who: { administrator: 'role' },
  },
  'move-time': {
    title: 'Move the time of a case on (training only)',
    does: 'changes',
    states: ['open'],
    who: staff,
  },
  'see-temporal': {
    title: 'Read histories in the Temporal UI, and change nothing there',
    does: 'reads',
    states: always,
    who: { administrator: 'role' },
  },
  'decode-payloads': {
    title: 'Have histories decoded; what people wrote stays sealed in them',
    does: 'reads',
    states: always,
    who: { administrator: 'role' },
  },
  'keep-record': {
    title: 'Have the record of a closed case kept for longer',
    does: 'changes',
    states: ['closed'],
    who: keepers,
  },
  'destroy-record': {
    title: 'Have the record of a closed case destroyed, once its time is up',
    does: 'changes',
    states: ['closed'],
    who: keepers,
  },
} as const satisfies Readonly<Record<string, Access>>;

/** What somebody may do in the service. */
export type Action = keyof typeof access;
