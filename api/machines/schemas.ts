import { z } from 'zod';
import { stagesInWords } from '../../domain/dates-in-words';

/** What the interface answers with. Nothing leaves it that does not stand here, so no sealed word does. */

const day = z.iso.date().meta({ description: 'A day in London.' });
const moment = z.iso.datetime();
const role = z.string().meta({ description: 'A role, a body, or the lead of an agency.' });
const stages = stagesInWords.map(([id]) => id);
export const stage = z.enum(stages).meta({ description: 'How far the case has come.' });

export const deadline = z
  .strictObject({ duty: z.string(), title: z.string(), on: day })
  .meta({ id: 'Deadline', description: 'What falls due next, and by when.' });

export const caseRow = z
  .strictObject({
    reference: z.string(),
    stage,
    nextDeadline: deadline.nullable(),
    urgency: z.enum(['overdue', 'due-soon']).nullable(),
    waitingFor: z.array(role),
    overdue: z.int().meta({ description: 'How many dates were missed.' }),
    childNotSafe: z.boolean(),
    children: z.int(),
    handler: z.string().meta({ description: 'The id of the person who has it in hand.' }),
    edition: z.string(),
    training: z.boolean(),
    openedAt: moment,
  })
  .meta({ id: 'CaseInList', description: 'A case as a list shows it.' });

export const caseList = z
  .strictObject({
    cases: z.array(caseRow),
    total: z.int().nullable().meta({ description: 'How many there are; null of closed cases.' }),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last.' }),
  })
  .meta({ id: 'CaseList', description: 'A page of cases, by their next deadlines.' });

const reading = z
  .strictObject({
    within: z.string().meta({ description: 'How long, as in “15 working days”.' }),
    from: z.string().meta({ description: 'The event from which it counts.' }),
    fromOn: day.nullable(),
    dueOn: day.nullable(),
    source: z.string(),
    confidence: z.enum(['read', 'reported', 'unverified', 'local']),
    convention: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'Reading', description: 'One way to read a time limit.' });

const dutyAddress = {
  duty: z.string(),
  instance: z.string().meta({ description: 'Which of several; “-” where there is one.' }),
  round: z.int(),
  title: z.string(),
};

export const clock = z
  .strictObject({
    ...dutyAddress,
    state: z.enum(['open', 'answered', 'met', 'superseded', 'withdrawn', 'over']),
    dueOn: day.nullable().meta({ description: 'By the main reading.' }),
    alarmOn: day.nullable().meta({ description: 'By the strictest reading.' }),
    readings: z.array(reading),
    nextAlarm: z.strictObject({ kind: z.enum(['reminder', 'breach']), on: day }).nullable(),
  })
  .meta({ id: 'Clock', description: 'The dates of a duty, and how they are counted.' });

export const clockList = z
  .strictObject({ reference: z.string(), now: moment, clocks: z.array(clock) })
  .meta({ id: 'Clocks', description: 'Every clock of a case.' });

const duty = z
  .strictObject({
    ...dutyAddress,
    kind: z.enum(['question', 'notice', 'wait']),
    state: clock.shape.state,
    stage: z.string(),
    source: z.string(),
    openedAt: moment,
    settledAt: moment.nullable(),
    awaited: z.array(role).meta({ description: 'Who still owes it.' }),
    why: z.string().nullable().meta({ description: 'Why it waits, in words; null where it is not open.' }),
    dueOn: day.nullable(),
    alarmOn: day.nullable(),
    readings: z.array(reading),
  })
  .meta({ id: 'Duty', description: 'What is, or was, owed in a case.' });

const letter = z
  .strictObject({
    duty: z.string(),
    title: z.string(),
    kind: z.enum(['question', 'reminder', 'breach', 'notice']),
    to: role,
    state: z.enum([
      'sending',
      'retrying',
      'accepted',
      'refused',
      'given-up',
      'withdrawn',
      'replaced',
      'sent-otherwise',
    ]),
    attempts: z.int(),
    possiblySentTwice: z.boolean(),
    acceptedAt: moment.nullable(),
    sentOtherwiseOn: day.nullable(),
  })
  .meta({ id: 'Letter', description: 'A letter, and what became of it.' });

const entry = z
  .strictObject({
    number: z.int(),
    at: moment,
    kind: z.enum(['stage', 'due', 'answer', 'reminder', 'breach', 'letter', 'refused', 'entry']),
    sentence: z.string(),
    sealed: z.boolean().meta({ description: 'Whether words lie sealed beside it.' }),
  })
  .meta({ id: 'Entry', description: 'An entry of the story.' });

export const wholeCase = z
  .strictObject({
    reference: z.string(),
    stage,
    edition: z.string(),
    training: z.boolean(),
    openedAt: moment,
    now: moment.meta({ description: 'The case’s own now; in training it may run ahead.' }),
    children: z.int(),
    childNotSafe: z.boolean(),
    closed: z.boolean(),
    stoppedAt: moment.nullable(),
    keptUntilOn: day.nullable(),
    likelyDuplicates: z.array(z.string()),
    nextDeadline: deadline.omit({ duty: true }).nullable(),
    duties: z.array(duty),
    letters: z.array(letter),
    story: z.array(entry).meta({ description: 'The newest first.' }),
  })
  .meta({ id: 'Case', description: 'A case: what is owed, its letters, its story. No sealed word.' });

export const recordable = z
  .strictObject({
    reference: z.string(),
    recordable: z.array(
      z
        .strictObject({
          ...dutyAddress,
          source: z.string(),
          due: z.string().nullable().meta({ description: 'In words.' }),
          standing: z.boolean().meta({ description: 'Whether it stays open, and takes every answer.' }),
          address: z.string().meta({ description: 'Where to send an answer.' }),
          schema: z
            .record(z.string(), z.unknown())
            .meta({ description: 'The JSON schema of an answer (2020-12).' }),
        })
        .meta({ id: 'Recordable', description: 'A duty that this service may answer now.' }),
    ),
  })
  .meta({ id: 'RecordableList', description: 'What this service can record in a case now.' });

export const submission = z
  .strictObject({
    reference: z.string(),
    duty: z.string(),
    instance: z.string(),
    round: z.int(),
    submission: z.string(),
    outcome: z.enum(['recorded', 'refused', 'pending']).meta({
      description: '“pending”: it is kept, and the case has not judged it yet.',
    }),
    entry: z.int().nullable().meta({ description: 'The entry of the story.' }),
    because: z.string().nullable().meta({ description: 'Why it was refused, in a sentence.' }),
  })
  .meta({ id: 'Submission', description: 'An answer that was sent, and what became of it.' });

export const opened = z
  .strictObject({
    reference: z.string(),
    firstDates: z.array(
      z.strictObject({
        duty: z.string(),
        title: z.string(),
        dueOn: day,
        alarmOn: day.nullable().meta({ description: 'Where another reading is earlier.' }),
      }),
    ),
  })
  .meta({ id: 'OpenedCase', description: 'The case that a report has opened.' });

export const reportForm = z
  .strictObject({ schema: z.record(z.string(), z.unknown()) })
  .meta({ id: 'ReportForm', description: 'The JSON schema of a report, with the agencies known here.' });

const rule = z
  .strictObject({
    within: z.string(),
    from: z.string(),
    source: z.string(),
    confidence: z.enum(['read', 'reported', 'unverified', 'local']),
    note: z.string().nullable(),
  })
  .meta({ id: 'ReadingRule', description: 'A way to read a time limit, before any case.' });

export const edition = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    inForceFrom: day,
    inForceUntil: day.nullable(),
  })
  .meta({ id: 'Edition', description: 'An edition of the guidance.' });

export const editionList = z
  .strictObject({ editions: z.array(edition) })
  .meta({ id: 'EditionList', description: 'Every edition that is known here.' });

export const wholeEdition = edition
  .extend({
    duties: z.array(
      z.strictObject({
        duty: z.string(),
        title: z.string(),
        kind: z.enum(['question', 'notice', 'wait']),
        stage: z.string(),
        source: z.string(),
        who: z.array(role).meta({ description: 'Who is asked or told.' }),
        clock: z
          .strictObject({ main: rule, alsoRead: z.array(rule), remind: z.array(z.string()) })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'WholeEdition', description: 'An edition with its duties and their clocks.' });
