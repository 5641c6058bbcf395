import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from './configuration-error';
import { body, directorySchema, type Directory } from './directory-schema';
import { faultInWords } from './fault-in-words';

/**
 * Checks the text of a directory.
 * @throws ConfigurationError naming every fault at once, each with its place in the file.
 */
export function parseDirectory(text: string, subject = 'The directory'): Directory {
  const json = jsonOf(text, subject);
  const parsed = directorySchema.safeParse(json, { error: faultInWords });
  const faults = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`),
    ...strangers(json),
    ...(parsed.success ? repetitions(parsed.data) : []),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(subject, faults);
  return parsed.data;
}

function jsonOf(text: string, subject: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError(subject, ['file: is not JSON']);
  }
}

const peopleAmong = z
  .object({ people: z.array(z.object({ id: z.unknown() }).catch({ id: null })) })
  .catch({ people: [] });

/** Places that name a person who is not among the people. Read from the raw file, so that other faults do not hide these. */
function strangers(json: unknown): string[] {
  const people = new Set<unknown>(peopleAmong.parse(json).people.map((person) => person.id));
  return named(json, 'person')
    .filter(([, person]) => !people.has(person))
    .map(([place, person]) => `${place}: nobody among the people has the id ${JSON.stringify(person)}`);
}

/** Every string under a key of that name, however deep, with its place. */
function named(json: unknown, key: string, place: readonly string[] = []): [string, string][] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]: [string, unknown]) =>
    name === key && typeof value === 'string'
      ? [[[...place, name].join('.'), value]]
      : named(value, key, [...place, name]),
  );
}

function repetitions(directory: Directory): string[] {
  const domains = directory.agencies.flatMap((agency) => [...new Set(agency.domains)]);
  const people = directory.people.map((person) => person.id);
  return [
    ...twice(people).map((id) => `people: the id ${id} is used twice`),
    ...twice(directory.agencies.map((agency) => agency.id)).map(
      (id) => `agencies: the id ${id} is used twice`,
    ),
    ...twice(domains).map(
      (domain) => `agencies: ${domain} belongs to two; put a shared domain into partnership.domains`,
    ),
    // A link names a person or a body: the two must not be mistaken for one another.
    ...people.filter((id) => body.safeParse(id).success).map((id) => `people: ${id} is the id of a body`),
  ];
}

const twice = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

/**
 * The directory of a file, as it stands at each call: an edit needs no restart. While the file is at fault
 * the last valid directory is used, and each faulty version is reported once.
 * @param lastGood a file in which the last valid directory is kept, for a part that starts while the file is at fault.
 * @throws ConfigurationError when the file is at fault from the start, and no valid one was kept.
 */
export function directoryFrom(
  file: string,
  onFault: (error: ConfigurationError) => void,
  lastGood?: string,
): () => Directory {
  const subject = `The directory ${file}`;
  const read = (): Directory => {
    const text = textOf(file, subject);
    const directory = parseDirectory(text, subject);
    if (lastGood !== undefined) keep(lastGood, text, onFault);
    return directory;
  };
  const start = (): Directory => {
    try {
      return read();
    } catch (error) {
      const kept = lastGood === undefined ? null : keptDirectory(lastGood);
      if (!(error instanceof ConfigurationError) || kept === null) throw error;
      onFault(error);
      return kept;
    }
  };
  let seen = versionOf(file);
  let current = start();
  return () => {
    const version = versionOf(file);
    if (version === seen) return current;
    seen = version;
    try {
      current = read();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      onFault(error);
    }
    return current;
  };
}

function textOf(file: string, subject: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError(subject, ['file: cannot be read']);
  }
}

function keep(lastGood: string, text: string, onFault: (error: ConfigurationError) => void): void {
  try {
    if (keptText(lastGood) === text) return;
    mkdirSync(path.dirname(lastGood), { recursive: true, mode: 0o700 });
    const draft = `${lastGood}.${randomUUID()}.draft`;
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, lastGood);
  } catch {
    onFault(new ConfigurationError('The copy of the last good directory', ['file: cannot be written']));
  }
}

function keptText(lastGood: string): string | null {
  try {
    return readFileSync(lastGood, 'utf8');
  } catch {
    return null;
  }
}

/** Null where none was kept, or one that this version does not understand. */
function keptDirectory(lastGood: string): Directory | null {
  const text = keptText(lastGood);
  try {
    return text === null ? null : parseDirectory(text);
  } catch {
    return null;
  }
}

function versionOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? 'missing' : `${stat.ino}-${stat.size}-${stat.mtimeNs}`;
}
