import { readReport, readWords } from '../config/report-words';
import type { CaseView } from '../domain/case-view';
import type { Shown } from '../domain/duty';
import type { ShownPiece } from '../domain/papers/piece';
import { composePieces } from '../domain/papers/pieces';
import { mayGet, mayReadAnswerOf } from '../domain/permissions';
import { withReadersTitles } from '../domain/readers-titles';
import type { Actor } from '../domain/record';
import { withStates } from './files/listed';
import type { Services } from './services';

/** What is sealed of a piece; null, and an error in the log, where it cannot be opened: the rest is shown all the same. */
export async function opened<T>(
  services: Services,
  about: { reference: string; duty?: string; person: string },
  read: Promise<T>,
): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    services.log.error({ event: 'parcel-not-opened', ...about }, error);
    return null;
  }
}

/** What a duty shows to one reader: each reading of sealed words is recorded, and the report needs the permission to read it. `filesAt` is the address before `/files/`; null where files are named, and do not open. */
export async function shownTo(
  services: Services,
  view: CaseView,
  shows: readonly Shown[],
  reader: Actor,
  filesAt: string | null,
): Promise<ShownPiece[]> {
  const { recipient, person } = reader;
  const { reference, opening } = view;
  const pieces = await composePieces(shows, {
    view,
    agencies: services.people.agencies(),
    may: (action) => mayGet(recipient, action),
    mayReadAnswerOf: (by) => mayReadAnswerOf(by, reader),
    openReport: () =>
      opened(
        services,
        { reference, duty: 'report', person },
        readReport(services, reference, opening, reader),
      ),
    openWords: (parcel, { duty, instance }) =>
      opened(
        services,
        { reference, duty, person },
        readWords(services, reference, parcel, reader, { duty, instance }),
      ),
  });
  const withFiles = pieces.map(async (piece) => ({
    ...piece,
    answers: await Promise.all(
      piece.answers.map(async (answer) => ({
        ...answer,
        files: await withStates(services, reference, answer.files, filesAt),
      })),
    ),
  }));
  return withReadersTitles(await Promise.all(withFiles), view);
}
