import type { CaseView } from '../domain/case-view';
import type { Shown } from '../domain/duty';
import type { ShownPiece } from '../domain/papers/piece';
import { partOf } from '../domain/parts-in-words';
import type { Entry } from '../domain/record';
import type { Asked } from './asked';
import type { Services } from './services';
import { shownTo } from './shown';

/** What somebody answered to this question, whole, for that person and with nobody else's answers. Its files are named, and do not open here. */
export async function ownAnswer(services: Services, asked: Asked): Promise<ShownPiece[]> {
  const { view, duty, instance, round, by } = asked;
  if (view === null) return [];
  const isOwn = (entry: Extract<Entry, { kind: 'answer' }>): boolean =>
    entry.instance === instance &&
    entry.round === round &&
    entry.by.person === by.person &&
    partOf(entry.by) === partOf(by);
  const story = view.story.filter((entry) => entry.kind !== 'answer' || entry.duty !== duty || isOwn(entry));
  const own: CaseView = { ...view, story };
  const pieces = await shownTo(services, own, [duty as Shown], by, null);
  return pieces.map((piece) => ({ ...piece, title: 'What you answered' }));
}
