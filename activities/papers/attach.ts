import type { Directory } from '../../config/directory';
import { body } from '../../config/directory-schema';
import type { Log } from '../../config/log';
import type { MailAttachment } from '../../config/mail';
import { OwnError } from '../../config/own-error';
import { readReport, readWords, type ParcelReading } from '../../config/report-words';
import type { CaseAsKept, CaseView, DutyState } from '../../domain/case-view';
import type { LetterOrder } from '../../domain/letter';
import { composePieces } from '../../domain/papers/pieces';
import { mayGet, mayReadAnswerOf } from '../../domain/permissions';
import { withReadersTitles } from '../../domain/readers-titles';
import { fileNameOf, paperOfNotice } from './paper-of-notice';
import { drawPaper } from './pdf';

/** The papers that a letter is to carry could not be made. */
export class PaperNotMade extends OwnError {}

export type AttachServices = ParcelReading & {
  log: Pick<Log, 'error'>;
  /** As its file stands now. */
  directory: () => Directory;
  /** Asks a case for all that it holds. Throws where it does not answer. */
  caseOf: (reference: string) => Promise<CaseAsKept>;
};

/**
 * Builds what makes the file that goes with a letter; null for a letter that carries none. Throws where it cannot be
 * made: nothing is sent without it then, and the letter is tried again.
 */
export const createAttach =
  (services: AttachServices) =>
  async (order: LetterOrder): Promise<MailAttachment | null> => {
    if (!goesByAttachment(services.directory(), order)) return null;
    try {
      return await attachmentOf(services, order);
    } catch (error) {
      const { reference, duty } = order;
      services.log.error({ event: 'paper-not-made', reference, duty: duty.duty }, error);
      // What it says goes into the history, where an error of another's making might repeat what somebody wrote.
      throw new PaperNotMade(`The file for a letter of ${reference} could not be made.`);
    }
  };

/** Only to the body's own address: the judgement that the way there is secure holds for no other that was named since. */
function goesByAttachment({ bodies }: Directory, { kind, to }: LetterOrder): boolean {
  const recipient = body.safeParse(to.recipient);
  if (kind !== 'notice' || !recipient.success || !mayGet(to.recipient, 'read-report')) return false;
  const { route, secure, address } = bodies[recipient.data];
  return route === 'attachment' && secure === true && address.toLowerCase() === to.address.toLowerCase();
}

async function attachmentOf(services: AttachServices, order: LetterOrder): Promise<MailAttachment | null> {
  const { reference, to, nowMs } = order;
  const view: CaseView = { ...(await services.caseOf(reference)), nowMs };
  const state = noticeIn(view, order);
  if (state.shows.length === 0) return null;
  const { agencies: listed, partnership } = services.directory();
  const agencies = Object.fromEntries(listed.map(({ id, title }) => [id, title]));
  const pieces = await composePieces(state.shows, {
    view,
    agencies,
    may: (action) => mayGet(to.recipient, action),
    mayReadAnswerOf: (by) => mayReadAnswerOf(by, to),
    openReport: () => readReport(services, reference, view.opening, to),
    openWords: (parcel, { duty, instance }) => readWords(services, reference, parcel, to, { duty, instance }),
  });
  if (pieces.length === 0) return null;
  const paper = paperOfNotice({
    order,
    state,
    pieces: withReadersTitles(pieces, view),
    agencies,
    partnership: partnership.name,
  });
  return {
    filename: fileNameOf(order),
    content: await drawPaper(paper),
    contentType: 'application/pdf',
  };
}

const noticeIn = ({ duties }: CaseView, { duty }: LetterOrder): DutyState => {
  const found = duties.find(
    (state) => state.duty === duty.duty && state.instance === duty.instance && state.round === duty.round,
  );
  if (found === undefined) throw new OwnError('The case does not hold the notice of this letter.');
  return found;
};
