import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { openSubmissions } from '../../config/submissions';

const submissions = openSubmissions(randomBytes(32));
const place = { case: 'SI-2026-7K3Q', duty: 'rapid-review-decision', instance: '-', round: 1 };

describe('the id of a submission', () => {
  it('is ours where it was made for, short, safe in an address, and never the same twice', () => {
    const id = submissions.newSubmission(place);
    expect(submissions.isSubmission(id, place)).toBe(true);
    expect(id).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(submissions.newSubmission(place)).not.toBe(id);
  });

  it.each([
    ['case', { case: 'SI-2026-AAAA' }],
    ['duty', { duty: 'correction' }],
    ['instance', { instance: 'police' }],
    ['round', { round: 2 }],
  ])('is not ours in another %s', (_, other) => {
    const id = submissions.newSubmission(place);
    expect(submissions.isSubmission(id, { ...place, ...other })).toBe(false);
  });

  it('is not ours in another service, nor once a letter of it differs, nor whatever else comes', () => {
    const id = submissions.newSubmission(place);
    expect(openSubmissions(randomBytes(32)).isSubmission(id, place)).toBe(false);
    for (let at = 0; at < id.length; at += 1) {
      const changed = id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1);
      expect(submissions.isSubmission(changed, place)).toBe(false);
    }
    for (const stray of [`${id}=`, `${id} `, ` ${id}`, id.slice(0, -1), `${id}A`])
      expect(submissions.isSubmission(stray, place)).toBe(false);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.uuid()), (text) => {
        expect(submissions.isSubmission(text, place)).toBe(false);
      }),
    );
  });
});
