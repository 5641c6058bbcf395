import { z } from 'zod';
import type { Body, EditionId, Role } from '../domain/duty';
import { editions, type Adoption } from '../domain/editions';

/** Roles that the directory fills; a referrer belongs to a case, an agency's lead to an agency. */
export type DirectoryRole = Exclude<Role, 'referrer' | 'agency-lead'>;

const asEnum = <T extends string>(values: Record<T, true>) => z.enum(Object.keys(values) as [T, ...T[]]);

export const directoryRole = asEnum<DirectoryRole>({
  'business-unit': true,
  administrator: true,
  director: true,
  'local-authority-partner': true,
  'health-partner': true,
  'police-partner': true,
  scrutineer: true,
  'rapid-review-chair': true,
  'learning-chair': true,
  reviewer: true,
});
export const body = asEnum<Body>({ 'national-panel': true, ofsted: true, dfe: true });
const edition = asEnum<EditionId>({ 'working-together-2018': true, 'working-together-2023': true });

// What ends up in the head of a letter must not be able to add a line to it.
const line = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(200)
  .regex(/^\P{Cc}+$/u, 'must be one line');
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be lower-case letters, digits and dashes');
const domain = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a mail domain');
const address = z
  .string()
  .max(254)
  .regex(/^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'must be an e-mail address');
const date = z.iso.date('must be a date, YYYY-MM-DD');

const inOrder = (term: { from?: string; until?: string }): boolean =>
  term.from === undefined || term.until === undefined || term.from <= term.until;
const order = { error: 'ends before it begins', path: ['until'] };

/** Both days belong to the term. */
const deputy = z.strictObject({ person: id, from: date, until: date }).refine(inOrder, order);
const holder = z
  .strictObject({
    person: id,
    from: date.exactOptional(),
    until: date.exactOptional(),
    deputies: z.array(deputy).exactOptional(),
  })
  .refine(inOrder, order);

const agency = z.strictObject({
  id,
  title: line,
  domains: z.array(domain).default([]),
  lead: z.array(holder).default([]),
});

const recipientBody = z
  .strictObject({
    title: line,
    address,
    /** How what a notice shows reaches it: at a link with a security code, or as an attachment besides. */
    route: z.enum(['link', 'attachment']),
    /** The way to this address is itself secure, by the partnership's own judgement. */
    secure: z.boolean().exactOptional(),
  })
  .refine(({ route, secure }) => route === 'link' || secure === true, {
    error:
      'an attachment goes only where the way is secure: set "secure" to true if it is, or "route" to "link"',
    path: ['route'],
  });

const count = z.int().positive();
const span = z.union(
  [
    z.literal('at-once'),
    z.strictObject({ workingDays: count }),
    z.strictObject({ days: count }),
    z.strictObject({ months: count }),
    z.strictObject({ years: count }),
  ],
  'must be "at-once" or one of {"workingDays": n}, {"days": n}, {"months": n}, {"years": n}',
);

/** Says what was written before it says what is wrong with it. */
const named =
  (what: string) =>
  ({ input }: { input?: unknown }): string =>
    `${JSON.stringify(input)} ${what}: is it misspelt?`;

const dutiesCalled = (id: string) =>
  Object.values(editions).flatMap(
    ({ duties }) => Object.entries(duties).find(([name]) => name === id)?.[1] ?? [],
  );

/** One of the duties that have a time limit. A misspelt one must not pass: the limit that was meant would not be moved. */
const hasLimit = (duty: string): boolean => dutiesCalled(duty).some((found) => 'clock' in found);

/** While the event that a duty counts from lies in these days, its own reading counts `within` in place of the edition's. */
const relaxation = z
  .strictObject({
    duty: z.string().refine(hasLimit, { error: named('is nothing that has a time limit') }),
    from: date,
    until: date,
    within: span.exactOptional(),
    reason: line,
    source: line,
  })
  .refine(inOrder, order);

/** One of the questions of an edition. A misspelt one must not pass: the sign-in that was meant would not be asked for. */
const isQuestion = (duty: string): boolean => dutiesCalled(duty).some((found) => 'asks' in found);

/** A later edition takes the place of an earlier one, so each begins after the one before it. */
const inTheirOrder = (adoption: Adoption): boolean => {
  const starts = Object.values(editions)
    .toSorted((one, other) => one.inForceFrom.localeCompare(other.inForceFrom))
    .map((each) => adoption[each.id] ?? each.inForceFrom)
    // What is no date is said by itself.
    .filter((from) => date.safeParse(from).success);
  return starts.every((from, index) => index === 0 || (starts[index - 1] ?? '') < from);
};

/** The shape of the partnership's directory; what holds between its parts is checked in `directory-file.ts`. */
export const directorySchema = z.strictObject({
  partnership: z.strictObject({
    name: line,
    authority: line,
    telephone: line.exactOptional(),
    /** Mail domains of known agencies that belong to no single agency of this file. */
    domains: z.array(domain).default([]),
    retentionYears: z.int().min(1).max(100),
    /** What the statements for the public say that the service cannot know. */
    statements: z
      .strictObject({
        /** Whom to ask about personal data, and how. */
        dataProtection: line.exactOptional(),
        /** The number in the register of the Information Commissioner. */
        registration: line.exactOptional(),
        /** On what basis personal data are used. */
        lawfulBasis: line.exactOptional(),
        /** Whom to tell of trouble with using the pages, and how. */
        accessibility: line.exactOptional(),
        preparedOn: date.exactOptional(),
      })
      .exactOptional(),
    /** The partnership's own date of adopting an edition. */
    adoption: z
      .partialRecord(edition, date)
      .refine(inTheirOrder, 'an edition must be adopted after the one before it')
      .exactOptional(),
    relaxations: z.array(relaxation).exactOptional(),
    /** Questions that are answered by who is signed in alone: a security code does not open them. */
    signInFor: z
      .array(z.string().refine(isQuestion, { error: named('is no question that anybody is asked') }))
      .default([]),
  }),
  people: z.array(z.strictObject({ id, name: line, address, telephone: line.exactOptional() })),
  roles: z.partialRecord(directoryRole, z.array(holder)),
  agencies: z.array(agency),
  bodies: z.record(body, recipientBody),
  training: z.boolean().exactOptional(),
});

export type Directory = z.infer<typeof directorySchema>;
export type Person = Directory['people'][number];
export type Agency = Directory['agencies'][number];
export type Holder = Agency['lead'][number];
