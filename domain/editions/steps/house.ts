import type { Edition } from '../../duty';
import type { Form } from '../../form';
import { house } from '../document-d';

const question = (title: string, rule: 'first' | 'standing', form: Form) => ({
  title,
  stage: 'any' as const,
  ...house,
  asks: { roles: ['business-unit' as const], rule },
  form,
});

/** Questions of the house: no law asks them, every kind of case has them. A choice without options is filled in by the page. */
export const houseSteps = {
  correction: question('Correct an entry of the record', 'standing', {
    fields: [
      { name: 'entry', label: 'Which entry', type: 'choice' },
      { name: 'wrong', label: 'What is wrong', type: 'long-text' },
      { name: 'right', label: 'What is right', type: 'long-text' },
      {
        name: 'event',
        label: 'If a date was wrong from which time limits count: which?',
        type: 'choice',
        optional: true,
        options: {
          incident: 'The day of the incident',
          'authority-aware': 'The day on which the authority became aware',
          'report-received': 'The day on which the report was received',
          'panel-notification': 'The day on which the panel was notified',
          'panel-acknowledgement': 'The day on which the panel acknowledged',
          'panel-answer': 'The day on which the panel answered',
          publication: 'The day of publication',
        },
      },
      { name: 'date', label: 'The right date', type: 'date', when: 'past', optional: true },
      {
        name: 'lookedAfterDied',
        label: 'Has it turned out that a looked-after child has died?',
        type: 'yes-no',
        optional: true,
      },
      {
        name: 'unexpectedDeath',
        label: 'Has it turned out that the death of a child was unexpected?',
        type: 'yes-no',
        optional: true,
      },
    ],
  }),
  'further-information': question('Add information to the record', 'standing', {
    fields: [
      { name: 'information', label: 'What is added, from whom, and when it came', type: 'long-text' },
      {
        name: 'otherReport',
        label: 'If it came as another report of the same incident: its reference',
        type: 'reference',
        optional: true,
      },
    ],
    files: { upTo: 5 },
  }),
  'hand-over': question('Hand the case over to another member of staff', 'standing', {
    fields: [{ name: 'person', label: 'Hand over to', type: 'choice' }],
    reasons: 'required',
  }),
  withdrawal: {
    ...question('Withdraw a case that was opened in error', 'standing', { reasons: 'required' }),
    guidance:
      'This ends the case for good: nothing more is owed or asked, and its record is kept. Everybody who has had a letter about it, and whoever reported it, is told that it was opened in error, and can read the reasons that you give here.',
  },
  'sent-otherwise': question('Record that a letter was sent in another way', 'standing', {
    fields: [
      { name: 'letter', label: 'Letter', type: 'choice' },
      { name: 'how', label: 'How it was sent', type: 'text' },
      { name: 'sentOn', label: 'Sent on', type: 'date', when: 'past' },
      { name: 'proof', label: 'Proof', hint: 'A receipt, a reference, or who confirmed it.', type: 'text' },
    ],
  }),
  'reminder-now': {
    ...question('Send a reminder now', 'standing', {
      fields: [
        { name: 'question', label: 'Of which question', type: 'choice' },
        { name: 'why', label: 'Why now', type: 'long-text' },
      ],
    }),
    guidance: 'Everybody whose answer is still awaited gets a letter, beside those that go by themselves.',
  },
  'another-address': {
    ...question('Put a question to another address', 'standing', {
      fields: [
        { name: 'question', label: 'Which question, to whom', type: 'choice' },
        { name: 'address', label: 'The other address', type: 'email' },
        { name: 'why', label: 'Why, and whose address it is', type: 'long-text' },
      ],
    }),
    guidance:
      'The question is sent there at once, and its reminders go there from now on. A security code goes only there: the link that went to the address before opens for nobody who reads that mailbox alone.',
  },
  deputy: {
    ...question('Set a deputy between two dates', 'standing', {
      fields: [
        { name: 'role', label: 'Deputy for', type: 'choice' },
        { name: 'deputy', label: 'Who stands in: name, or what they are', type: 'text' },
        { name: 'address', label: 'E-mail address of the deputy', type: 'email' },
        { name: 'from', label: 'First day', type: 'date' },
        {
          name: 'until',
          label: 'Last day',
          hint: 'This day still belongs to it.',
          type: 'date',
          when: 'future',
        },
        { name: 'why', label: 'Why', type: 'long-text' },
      ],
    }),
    guidance:
      'In this case alone. What the role is asked and told between these days goes to the deputy, and what is open already on the first day is asked of the deputy at once. What is opened after the last day goes to the holder of the role again; what the deputy was asked stays with the deputy, unless the deputy is called off. Another entry for the same role takes the place of this one.',
  },
  'deputy-ended': {
    ...question('Call a deputy off', 'standing', {
      fields: [
        { name: 'role', label: 'Deputy for', type: 'choice' },
        { name: 'why', label: 'Why', type: 'long-text' },
      ],
    }),
    guidance:
      'From now on the holder of the role is asked and told again. What was put to the deputy and is not answered yet is asked of the holder at once. What the deputy has answered stands.',
  },
  'letter-undelivered': question('A letter could not be delivered: what is to be done?', 'first', {
    choice: {
      legend: 'What is to be done?',
      options: {
        'other-address': 'Send it to another address',
        'told-otherwise': 'They were told in another way',
        'no-longer-needed': 'It is no longer needed',
      },
    },
    fields: [
      { name: 'address', label: 'The other address', type: 'email', onlyFor: ['other-address'] },
      { name: 'how', label: 'How they were told', type: 'text', onlyFor: ['told-otherwise'] },
      { name: 'sentOn', label: 'Told on', type: 'date', when: 'past', onlyFor: ['told-otherwise'] },
      { name: 'proof', label: 'Proof', type: 'text', onlyFor: ['told-otherwise'] },
    ],
  }),
  'role-unfilled': question('Nobody holds a role that is needed: who answers?', 'first', {
    fields: [{ name: 'address', label: 'E-mail address of the person who answers', type: 'email' }],
  }),
  'date-unknown': question('A date could not be worked out: what was put right?', 'first', {
    fields: [{ name: 'note', label: 'What was put right', type: 'long-text' }],
  }),
  'cancel-requested': {
    ...question('Somebody asked for the case to be cancelled', 'first', {
      fields: [{ name: 'note', label: 'Who asked, and why', type: 'long-text' }],
    }),
    asks: { roles: ['administrator'], rule: 'first' },
    guidance: 'A case is never cancelled; one opened in error is withdrawn by the business unit.',
  },
  'handed-over': {
    title: 'Tell the member of staff to whom the case was handed over',
    stage: 'any',
    ...house,
    tells: ['business-unit'],
  },
  'withdrawn-in-error': {
    title: 'Tell those who were told that the case was opened in error',
    stage: 'any',
    ...house,
    tells: [
      'director',
      'local-authority-partner',
      'health-partner',
      'police-partner',
      'scrutineer',
      'rapid-review-chair',
      'learning-chair',
      'agency-lead',
      'referrer',
      'reviewer',
      'national-panel',
      'ofsted',
      'dfe',
    ],
    guidance: 'It goes to those of them alone who had been told of the case.',
  },
} satisfies Partial<Edition['duties']>;
