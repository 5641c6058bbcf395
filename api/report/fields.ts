import type { Field } from '../../domain/form';
import { postedNames } from '../forms/typed';
import { agencyNameLabel, otherAgency } from '../../domain/papers/reporting-agency';

/** The short pages of the form, in their order. */
export const pageIds = ['incident', 'children', 'safety', 'reporter'] as const;
export type PageId = (typeof pageIds)[number];

/** A page with its own fields; the children have theirs once each. */
export type ReportPage = { id: PageId; title: string; fields: readonly Field[] };

const yesNo = (name: string, label: string, hint?: string): Field => ({
  name,
  label,
  type: 'yes-no',
  ...(hint === undefined ? {} : { hint }),
});

const incident = (byStaff: boolean): ReportPage => ({
  id: 'incident',
  title: 'The incident',
  fields: [
    { name: 'incidentOn', label: 'When did the incident happen?', type: 'date', when: 'past' },
    {
      name: 'awareOn',
      label: 'When did the local authority become aware of it?',
      hint: byStaff
        ? 'The time limits count from this day.'
        : 'If you do not know, leave this empty: the time limits then count from today, and the business unit finds out.',
      type: 'date',
      when: 'past',
      ...(byStaff ? {} : { optional: true as const }),
    },
    ...(byStaff
      ? [
          {
            name: 'receivedOn',
            label: 'Report received on',
            hint: 'The time in which the referrer is told the outcome counts from this day.',
            type: 'date' as const,
            when: 'past' as const,
          },
        ]
      : []),
    { name: 'whatHappened', label: 'What happened?', type: 'long-text' },
    {
      name: 'abuse',
      label: 'Is abuse or neglect of the child known or suspected?',
      type: 'choice',
      options: { known: 'Known', suspected: 'Suspected', 'not-known': 'Neither, as far as is known' },
    },
    {
      name: 'place',
      label: 'Where did it happen?',
      type: 'choice',
      options: {
        'in-area': 'In our area',
        'outside-england-resident-here': 'Outside England, and the child normally lives in our area',
        elsewhere: 'Somewhere else',
      },
    },
    { name: 'placeOfIncident', label: 'Place of the incident', type: 'text' },
    { name: 'placeOfResidence', label: 'Where the child lives', type: 'text' },
    { name: 'agencies', label: 'Agencies known to be involved', type: 'agencies', optional: true },
  ],
});

const yesNoOrNotKnown = { yes: 'Yes', no: 'No', 'not-known': 'Not known' } as const;

export const bornOnLabel = 'Date of birth';

/** What is asked about each child; names and dates of birth are sealed. */
export const childFields: readonly Field[] = [
  { name: 'name', label: 'Name', type: 'text' },
  {
    name: 'bornOn',
    label: bornOnLabel,
    hint: 'Leave this empty if it is not known.',
    type: 'date',
    when: 'past',
    sealed: true,
    optional: true,
  },
  {
    name: 'outcome',
    label: 'What happened to the child?',
    type: 'choice',
    options: { died: 'The child died', 'seriously-harmed': 'The child was seriously harmed' },
  },
  {
    name: 'unexpectedDeath',
    label: 'If the child died: was the death unexpected?',
    type: 'choice',
    options: yesNoOrNotKnown,
    optional: true,
  },
  {
    name: 'lookedAfter',
    label: 'Was the child looked after by a local authority?',
    type: 'choice',
    options: yesNoOrNotKnown,
  },
];

const safety: ReportPage = {
  id: 'safety',
  title: 'Safety now',
  fields: [
    yesNo('safeNow', 'Are this child and any other children safe now?'),
    { name: 'safetySteps', label: 'What has been done to make them safe?', type: 'long-text' },
    yesNo(
      'referralMade',
      'Has a referral been made to the local authority?',
      'This report makes none: it is made separately.',
    ),
    { name: 'siblings', label: 'Siblings and other children', type: 'long-text', optional: true },
  ],
};

const reporter = (byStaff: boolean, agencies: Readonly<Record<string, string>>): ReportPage => ({
  id: 'reporter',
  title: byStaff ? 'Who reported it' : 'About you',
  fields: [
    { name: 'reporterName', label: byStaff ? 'Name of the referrer' : 'Your name', type: 'text' },
    { name: 'reporterRole', label: byStaff ? 'Their role' : 'Your role', type: 'text' },
    {
      name: 'agency',
      label: byStaff ? 'Their agency' : 'Your agency',
      type: 'choice',
      options: { ...agencies, [otherAgency]: 'Another agency' },
    },
    {
      name: 'agencyName',
      label: agencyNameLabel,
      hint: 'If you chose “Another agency”.',
      type: 'text',
      onlyFor: [otherAgency],
    },
    ...(byStaff ? [{ name: 'reporterAddress', label: 'Their e-mail address', type: 'email' as const }] : []),
    { name: 'reporterTelephone', label: 'Telephone', type: 'text', optional: true },
    {
      name: 'leadName',
      label: 'Safeguarding lead or senior manager who was consulted',
      type: 'text',
    },
  ],
});

/** The pages of the form, for staff or for an agency. */
export const reportPages = (byStaff: boolean, agencies: Readonly<Record<string, string>>): ReportPage[] => [
  incident(byStaff),
  { id: 'children', title: 'The children', fields: [] },
  safety,
  reporter(byStaff, agencies),
];

/** At most so many children on one form. */
export const mostChildren = 12;
/** `child-2-`: the prefix of the controls of the second child. */
export const childPrefix = (child: number): string => `child-${String(child)}-`;
/** Whether a control is about a child, or how many there are. */
export const isOfChildren = (name: string): boolean => name === 'children' || /^child-\d+-/u.test(name);

/** Whether a control stands on a page. */
export const isOnPage = ({ id, fields }: ReportPage, name: string): boolean =>
  id === 'children'
    ? isOfChildren(name)
    : fields.some((field) => field.name === name || postedNames(field).includes(name));
