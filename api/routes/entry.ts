import type { Request, Response } from 'express';
import type { CaseView } from '../../domain/case-view';
import { momentInWords } from '../../domain/dates-in-words';
import type { Entry } from '../../domain/record';
import { sentenceOf } from '../../domain/sentences';
import type { ShownFile } from '../../domain/papers/piece';
import { shownFiles } from '../../domain/papers/pieces';
import { answerRows, type Row } from '../../domain/papers/answer-rows';
import { withLists } from '../asked-of-staff';
import { namesOf, parcelOf } from '../case-page';
import { withStates } from '../files/listed';
import type { Pages } from '../pages';
import { mayDo } from '../../domain/permissions';
import { readWords } from '../../config/report-words';
import type { Services, SignedIn } from '../services';
import { opened } from '../shown';

/** The sealed words of an entry: none for who may not read them, null where they cannot be opened. */
async function wordsOf(
  services: Services,
  { reference }: CaseView,
  entry: Entry,
  { roles, person }: SignedIn,
): Promise<Record<string, string> | null> {
  const parcel = parcelOf(entry);
  if (parcel === undefined || !mayDo(roles, 'read-report')) return {};
  const reader = { recipient: 'business-unit', person } as const;
  const of =
    'duty' in entry
      ? { duty: entry.duty, instance: entry.instance ?? '-' }
      : { duty: entry.kind === 'entry' ? entry.event : entry.kind };
  return opened(services, { reference, person }, readWords(services, reference, parcel, reader, of));
}

function rowsOf(services: Services, view: CaseView, entry: Entry, words: Record<string, string>): Row[] {
  const isSent = entry.kind === 'answer' || entry.kind === 'refused';
  if (!isSent || entry.answer === undefined)
    return Object.entries(words).map(([label, value]) => ({ label, value }));
  const state = view.duties.find(
    (one) => one.duty === entry.duty && one.instance === entry.instance && one.round === entry.round,
  );
  const form = withLists(state?.form ?? {}, entry.duty, { services, view, purpose: 'was-chosen' });
  return answerRows(form, entry.answer, words, services.people.agencies());
}

const filesOf = (
  services: Services,
  { reference }: CaseView,
  entry: Entry,
  words: Record<string, string>,
): Promise<ShownFile[]> => {
  const answer = 'answer' in entry ? entry.answer : undefined;
  const files = answer === undefined ? [] : shownFiles({ answer }, words);
  return withStates(services, reference, files, `/cases/${reference}`);
};

/** One entry of the record with all of it that the person signed in may read. */
export async function showEntry(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  { view, signedIn }: { view: CaseView; signedIn: SignedIn },
): Promise<void> {
  const entry = view.story.find((one) => String(one.number) === request.params['number']);
  const links = [{ href: `/cases/${view.reference}/story`, text: 'Back to the story' }];
  if (entry === undefined) {
    pages(request, response, 'words.njk', { h1: 'No such entry', status: 404, texts: [], links });
    return;
  }
  const words = await wordsOf(services, view, entry, signedIn);
  const sealed = parcelOf(entry) !== undefined && !mayDo(signedIn.roles, 'read-report');
  pages(request, response, 'case-entry.njk', {
    h1: `Entry ${String(entry.number)}`,
    title: `Entry ${String(entry.number)} · ${view.reference}`,
    nav: 'cases',
    caption: `${view.reference} · ${momentInWords(entry.atMs)}`,
    texts: [
      sentenceOf(entry, view, namesOf(services)),
      ...(words === null ? ['What was written is kept, but it cannot be opened just now.'] : []),
      ...(sealed ? ['What was written is sealed; your role does not read it.'] : []),
    ],
    answer: rowsOf(services, view, entry, words ?? {}),
    files: sealed ? [] : await filesOf(services, view, entry, words ?? {}),
    nowMs: view.nowMs,
    links,
  });
}
