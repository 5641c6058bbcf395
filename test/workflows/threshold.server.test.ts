import { casesUnderTest, type CasesUnderTest } from '../support/case-under-test';

jest.setTimeout(60_000);
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest();
});
afterAll(() => cases.close());

describe('the threshold decision', () => {
  it('is taken when the three partners agree', async () => {
    const incident = await cases.start();
    await incident.answerAll('notification-threshold', { choice: 'met' });
    const { stage } = await incident.until('the notification', (view) => view.stage !== 'threshold');
    expect(stage).toBe('notification');
  });
});
