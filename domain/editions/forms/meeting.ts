import type { Form } from '../../form';

/** The record of the rapid review meeting, after the template of document D, app. 5. */
export const meetingForm: Form = {
  fields: [
    { name: 'heldOn', label: 'Date of the meeting', type: 'date', when: 'past' },
    { name: 'present', label: 'Present', hint: 'Name, role and agency of each.', type: 'long-text' },
    { name: 'apologies', label: 'Apologies', type: 'long-text', optional: true },
    { name: 'reason', label: 'Reason for the meeting', type: 'long-text' },
    { name: 'facts', label: 'Facts of the case, as far as they can be established now', type: 'long-text' },
    {
      name: 'involvement',
      label: 'The involvement of each agency',
      hint: 'What the agencies answered is shown above; say here what the meeting made of it.',
      type: 'long-text',
    },
    {
      name: 'immediateActionNeeded',
      label: 'Is immediate action needed for the safety of the child or siblings?',
      type: 'yes-no',
    },
    {
      name: 'immediateAction',
      label: 'Immediate action: what, by whom',
      hint: 'If it is needed, safety is asked about again.',
      type: 'long-text',
      optional: true,
    },
    {
      name: 'improvements',
      label: 'Improvements found to be needed to safeguard and promote the welfare of children',
      type: 'long-text',
    },
    {
      name: 'nationalImportance',
      label: 'Factors that may make the case one of national importance',
      type: 'long-text',
    },
    { name: 'minutes', label: 'Minutes', type: 'long-text' },
  ],
  files: { upTo: 5, hint: 'For example the minutes, or the template filled in.' },
};

/** What an agency is asked for the rapid review, after the template of document D, app. 4. */
export const agencyInformationForm: Form = {
  choice: {
    legend: 'Was your agency involved with the child or the family?',
    options: { involved: 'Yes, it was involved', 'not-involved': 'No, it holds nothing about them' },
  },
  fields: [
    {
      name: 'children',
      label: 'Child or children about whom you answer',
      hint: 'As the report numbers them: child 1, or all.',
      type: 'text',
    },
    { name: 'involvementDates', label: 'Dates of involvement', type: 'text', onlyFor: ['involved'] },
    {
      name: 'involvement',
      label: 'Nature of the involvement, and safeguarding issues of which the agency was aware',
      hint: 'Go back three years at most.',
      type: 'long-text',
      onlyFor: ['involved'],
    },
    {
      name: 'incidentFacts',
      label: 'What your agency knows of the incident as fact',
      type: 'long-text',
      optional: true,
    },
    {
      name: 'olderInformation',
      label: 'Relevant information that is more than three years old',
      type: 'long-text',
      optional: true,
      onlyFor: ['involved'],
    },
    { name: 'completedBy', label: 'Name and role of the person completing this form', type: 'text' },
  ],
  files: { upTo: 5, hint: 'For example a chronology. What matters must stand in the answer itself too.' },
};
