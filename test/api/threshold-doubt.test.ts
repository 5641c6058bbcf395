import { thresholdDoubt } from '../../api/threshold-doubt';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { caseView, duty, reference } from './support/sample-case';

const form = duty('notification-threshold').form ?? {};
const all = { abuse: true, harm: true, inArea: true, outsideEngland: false };
const elsewhere = { inArea: false, outsideEngland: false };

describe('the check of a threshold decision', () => {
  it.each([
    ['met', { ...all, abuse: false }, 'abuse or neglect is neither known nor suspected'],
    ['met', { ...all, harm: false }, 'the child neither died nor was seriously harmed'],
    ['met', { ...all, ...elsewhere }, 'neither in the area nor outside England'],
    ['not-met', all, 'every part of the definition (D 3.1) holds'],
    [
      'not-met',
      { ...all, inArea: false, outsideEngland: true },
      'every part of the definition (D 3.1) holds',
    ],
  ])('doubts “%s” where the tests say otherwise (%j)', (choice, tests, sentence) => {
    for (const id of ['notification-threshold', 'threshold-by-authority'])
      expect(thresholdDoubt(id, form, { choice, tests, facts: {} })).toContain(sentence);
  });

  it.each([
    ['met', all],
    ['met', { ...all, inArea: false, outsideEngland: true }],
    ['not-met', { ...all, abuse: false }],
    ['not-met', { ...all, ...elsewhere }],
  ])('has no doubt of “%s” where the tests agree (%j)', (choice, tests) => {
    expect(thresholdDoubt('notification-threshold', form, { choice, tests, facts: {} })).toBeNull();
  });

  it('says nothing of other decisions', () => {
    expect(
      thresholdDoubt('rapid-review-decision', form, { choice: 'not-met', tests: all, facts: {} }),
    ).toBeNull();
  });

  it('warns on the page, and takes the answer all the same', async () => {
    const pages = new PagesUnderTest();
    const parcel = await pages.words.seal(reference, { rows: [] });
    pages.known.set(reference, { known: 'view', view: caseView(parcel) });
    const claims = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
    const path = pages.linked('q', { ...claims, person: 'police-partner' });
    const browser = pages.browser('police-partner');
    const tests = {
      'test-abuse': 'no',
      'test-harm': 'yes',
      'test-inArea': 'yes',
      'test-outsideEngland': 'no',
    };
    const body = {
      ...hiddenInputs((await browser.get(path)).text),
      ...tests,
      choice: 'met',
      'reason-abuse': 'Words',
      'reason-harm': 'Words',
      conflict: 'no',
      reasons: 'Words',
    };
    const check = await browser.post(path).type('form').send(body).expect(200);
    expect(check.text).toContain('You chose that the threshold is met, but');
    const sure = await browser
      .post(path)
      .type('form')
      .send({ ...body, 'test-abuse': 'yes' });
    expect(sure.text).not.toContain('You chose that');
    await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' })
      .expect(303);
    expect(pages.sent).toHaveLength(1);
    pages.close();
  });
});
