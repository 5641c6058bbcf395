import type { FileState, HeldFile } from '../../config/case-files';
import type { FilePlace } from '../../config/file-tokens';
import {
  fileKinds,
  fileNameKey,
  kindAndSize,
  sizeInWords,
  type AttachedFile,
} from '../../domain/attached-file';
import type { Row, SealedWords } from '../../domain/papers/answer-rows';
import type { Asked } from '../asked';
import { typedAll, typedOne, type Body, type Mistake } from '../forms/typed';
import type { Services } from '../services';
import { tidyFileName } from './file-name';
import { judgeFile, takenKinds } from './judge-file';
import { lostName, uploadName, type SentFile } from './receive-files';

/** Under which a form carries the tokens of files that were taken. */
export const attachedName = 'attached';

/** A file that goes with an answer on its way through the pages. */
export type Attached = HeldFile & { token: string };

const placeOf = ({ reference, duty, instance, round, by }: Asked): FilePlace => ({
  case: reference,
  duty,
  instance,
  round,
  person: by.person,
});

const mistake = (text: string): Mistake => ({ name: uploadName, href: `#${uploadName}`, text });

const chooseAgain = 'Choose your files again: what you chose was not kept';

/** What is said of a file, beside its kind and size. */
export const stateInWords: Readonly<Record<FileState, string | null>> = {
  clean: null,
  unscanned: 'not checked for malware',
  waiting: 'being checked for malware; it can be opened when that is done',
  infected: 'it held malware and was deleted',
  gone: 'it is not kept any more',
};

/** `PDF, 1.4 MB, not checked for malware` */
export const fileInWords = (file: Pick<AttachedFile, 'type' | 'size'>, state: FileState): string => {
  const said = stateInWords[state];
  return said === null ? kindAndSize(file) : `${kindAndSize(file)}, ${said}`;
};

/** A row of *check your answer* for each file. */
export const attachedRows = (files: readonly Attached[]): Row[] =>
  files.map((file) => ({
    label: files.length === 1 ? 'File' : `File ${String(files.indexOf(file) + 1)}`,
    value: `${file.name} (${fileInWords(file, file.state)})`,
  }));

/** What an answer carries of its files in the open, and what is sealed of them. */
export const inAnswer = (
  files: readonly Attached[],
): { files?: readonly AttachedFile[]; sealed: SealedWords } => ({
  ...(files.length === 0
    ? {}
    : { files: files.map(({ reference, sha512, size, type }) => ({ reference, sha512, size, type })) }),
  sealed: Object.fromEntries(files.map((file) => [fileNameKey(file), file.name])),
});

/** Takes files in, one question's at a time. */
export function createAttaching(services: Services) {
  const { files, keys, settings } = services;
  const limits = settings.files;
  const mostFor = ({ form }: Asked): number => Math.min(form.files?.upTo ?? 0, limits.maxFiles);

  /** The files that a form carries, as far as they are still kept. */
  async function heldIn(asked: Asked, body: Body): Promise<{ held: Attached[]; mistakes: Mistake[] }> {
    const held: Attached[] = [];
    const mistakes: Mistake[] = [];
    for (const token of new Set(typedAll(body, attachedName))) {
      const id = mostFor(asked) === 0 ? null : keys.referenceIn(token, placeOf(asked));
      const file = id === null ? null : await files.held(asked.reference, id, services.clock());
      if (file === null) mistakes.push(mistake(`${chooseAgain}, or for a day only`));
      else if (file.state === 'infected')
        mistakes.push(mistake(`“${file.name}” holds malware and was deleted: do not send it anywhere`));
      else held.push({ ...file, token });
    }
    return { held, mistakes: mistakes.slice(0, 5) };
  }

  /** One file that was sent: kept until its answer is, or why not. */
  async function takeOne(asked: Asked, { bytes, tooLarge, ...given }: SentFile): Promise<Attached | Mistake> {
    const name = tidyFileName(given.name);
    const refuse = (why: string): Mistake => mistake(`“${name}” ${why}`);
    if (tooLarge)
      return refuse(
        `is too large: ${sizeInWords(limits.maxBytes)} at most, ${sizeInWords(limits.maxBytesTogether)} with the other files`,
      );
    const judged = await judgeFile(name, bytes);
    if ('refused' in judged) return refuse(judged.refused);
    const taken = await files.take(asked.reference, { name, type: judged.type, bytes }, services.clock());
    if (taken === 'infected') return refuse('holds malware and was deleted: do not send it anywhere');
    if (taken === 'too-many')
      return refuse('was not taken: too many files of this case wait to be sent. Try again tomorrow');
    return { ...taken, token: keys.tokenFor(taken.reference, placeOf(asked)) };
  }

  /** Takes what was sent with a form; the form goes on with the tokens of all that is kept. */
  async function takeIn(
    asked: Asked,
    body: Body,
    sent: readonly SentFile[],
  ): Promise<{ body: Body; held: Attached[]; mistakes: Mistake[] }> {
    const most = mostFor(asked);
    const { held, mistakes } = await heldIn(asked, body);
    if (most > 0 && sent.length === 0 && typedOne(body, lostName) !== '') mistakes.push(mistake(chooseAgain));
    for (const file of most === 0 ? [] : sent) {
      if (held.length >= most) {
        mistakes.push(
          mistake(`${String(most)} files at most can go with an answer: the others were not kept`),
        );
        break;
      }
      const together = held.reduce((sum, { size }) => sum + size, 0) + file.bytes.length;
      const taken = await takeOne(asked, {
        ...file,
        tooLarge: file.tooLarge || together > limits.maxBytesTogether,
      });
      if ('token' in taken) held.push(taken);
      else mistakes.push(taken);
    }
    const tokens = held.map(({ token }) => token);
    return { body: { ...body, [lostName]: undefined, [attachedName]: tokens }, held, mistakes };
  }

  /** What the form shows of files: what is taken and how it is kept, and those that are there already. */
  function control(asked: Asked, held: readonly Attached[], mistakes: readonly Mistake[]) {
    const most = mostFor(asked);
    if (most === 0) return null;
    const wrong = mistakes.filter(({ name }) => name === uploadName).map(({ text }) => text);
    return {
      label: most === 1 ? 'A file that goes with it (optional)' : 'Files that go with it (optional)',
      multiple: most > 1,
      accept: Object.values(fileKinds)
        .flatMap(({ endings }) => endings.map((ending) => `.${ending}`))
        .join(','),
      hint: [
        asked.form.files?.hint ?? [],
        `${takenKinds}. ${String(most)} at most, ${sizeInWords(limits.maxBytes)} each and ${sizeInWords(limits.maxBytesTogether)} together; no macros, no password.`,
      ]
        .flat()
        .join(' '),
      note: `${
        files.scanned
          ? 'Each file is checked for malware before anybody can open it.'
          : 'Files are not checked for malware here: whoever opens one should have it checked by their own machine.'
      } The business unit can open them, and those to whom your answer is shown.`,
      attached: held.map((file) => ({
        value: file.token,
        text: file.name,
        checked: true,
        hint: { text: fileInWords(file, file.state) },
      })),
      error: wrong.length === 0 ? null : `${wrong.join('. ')}.`,
    };
  }

  return { heldIn, takeIn, control };
}
