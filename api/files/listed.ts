import type { CaseView } from '../../domain/case-view';
import type { Addressee } from '../../domain/opened-duty';
import type { ShownFile } from '../../domain/papers/piece';
import type { Answer, Entry } from '../../domain/record';
import type { Services } from '../services';
import { fileInWords } from './attaching';

export type EntryWithFiles = Extract<Entry, { kind: 'answer' | 'refused' }> & { answer: Answer };

/** Entries of the record that files belong to: answers, and those that came too late. */
export const entriesWithFiles = ({ story }: Pick<CaseView, 'story'>): EntryWithFiles[] =>
  story.filter(
    (entry): entry is EntryWithFiles =>
      (entry.kind === 'answer' || entry.kind === 'refused') && (entry.answer?.files ?? []).length > 0,
  );

/** Files as a page lists them: how each stands, and where it opens, once it may be opened. `at` is the address before `/files/`; null where they are named alone. */
export const withStates = (
  { files, log }: Pick<Services, 'files' | 'log'>,
  reference: string,
  given: readonly ShownFile[],
  at: string | null,
): Promise<ShownFile[]> =>
  Promise.all(
    given.map(async (file) => {
      const state = await files.state(reference, file.reference).catch((error: unknown) => {
        log.error({ event: 'file-not-found', reference }, error);
        return 'gone' as const;
      });
      const opens = at !== null && (state === 'clean' || state === 'unscanned');
      return {
        ...file,
        words: fileInWords(file, state),
        ...(opens ? { href: `${at}/files/${file.reference}` } : {}),
      };
    }),
  );

export type ListedFile = { words: string; entry: number; title: string; by: Addressee | null; atMs: number };

/** Every file of a case, the latest first: of what kind it is and what it went with. Its name is sealed, and not opened here. */
export async function filesOfCase(services: Services, view: CaseView): Promise<ListedFile[]> {
  const { reference } = view;
  const listed = entriesWithFiles(view)
    .toReversed()
    .map(async (entry) => {
      const unnamed = (entry.answer.files ?? []).map((file) => ({ ...file, name: '', words: '' }));
      const files = await withStates(services, reference, unnamed, `/cases/${reference}`);
      const title =
        entry.kind === 'answer'
          ? entry.title
          : (view.duties.find(({ duty }) => duty === entry.duty)?.title ?? entry.duty);
      const by = entry.by === undefined ? null : { ...entry.by, address: '' };
      return files.map(({ words }) => ({ words, entry: entry.number, title, by, atMs: entry.atMs }));
    });
  return (await Promise.all(listed)).flat();
}
