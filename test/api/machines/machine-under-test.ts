import supertest from 'supertest';
import { PagesUnderTest } from '../support/pages-under-test';
import { serviceToken } from '../support/service-tokens';
import { caseView, duty, memo, reference } from '../support/sample-case';

/** A report that can be sent as it is. */
export const report = {
  incidentOn: '2026-12-10',
  awareOn: '2026-12-11',
  receivedOn: '2026-12-11',
  whatHappened: 'Canary narrative',
  abuse: 'suspected',
  place: 'in-area',
  placeOfIncident: 'At home',
  placeOfResidence: 'Exampleshire',
  agencies: ['schools', 'police'],
  children: [{ name: 'Canary Child', bornOn: '2020-02-03', outcome: 'seriously-harmed', lookedAfter: 'no' }],
  safeNow: true,
  safetySteps: 'Canary steps',
  referralMade: true,
  reporterName: 'A Teacher',
  reporterRole: 'Head',
  agency: 'schools',
  reporterAddress: 'head@schools.exampleshire.example',
  leadName: 'A Lead',
};

export const answers = (id: string, instance = '-', round = 1): string =>
  `/api/v1/cases/${reference}/duties/${id}/${encodeURIComponent(instance)}/${String(round)}/answers`;

/** A machine at the application, whose Temporal is the test’s. */
export class MachineUnderTest {
  readonly pages = new PagesUnderTest();
  private keys = 0;

  async withCase(changed: Parameters<typeof caseView>[1] = {}): Promise<void> {
    const parcel = await this.pages.words.seal(reference, {
      rows: [{ label: 'What', value: 'Canary report' }],
    });
    const duties = [
      duty('notification-threshold'),
      duty('children-made-safe'),
      duty('panel-notification'),
      duty('report-forwarded-to-director'),
      duty('correction'),
      duty('hand-over'),
      duty('cancel-requested'),
    ];
    const view = caseView(parcel, { duties, ...changed });
    this.pages.known.set(reference, { known: 'view', view });
    this.pages.memos = [memo()];
  }

  newKey(): string {
    this.keys += 1;
    return `key-${String(this.keys)}`;
  }

  get(path: string, roles: readonly string[] = ['business-unit']) {
    return supertest(this.pages.app)
      .get(path)
      .set('Authorization', `Bearer ${serviceToken(roles)}`);
  }

  post(
    path: string,
    body: object,
    { key = this.newKey(), roles = ['business-unit'], client = 'records-system' } = {},
  ) {
    return supertest(this.pages.app)
      .post(path)
      .set({
        Authorization: `Bearer ${serviceToken(roles, { client_id: client })}`,
        'Idempotency-Key': key,
      })
      .send(body);
  }

  close(): void {
    this.pages.close();
  }
}
