import type { Test as Asking } from 'supertest';
import { z } from 'zod';
import { createApp } from '../../api/app';
import { refuseUnknownRoutes, routeAccess, routesOf } from '../../api/route-access';
import { openSignIn } from '../../api/sign-in';
import { stylesheetPath } from '../../api/stylesheet';
import type { Environment } from '../../config/environment';
import { Secret } from '../../config/secret';
import type { Who } from '../../domain/access';
import { mayDo } from '../../domain/permissions';
import { pageRoute } from '../../api/kept-link';
import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { serviceToken } from './support/service-tokens';
import { addressee, caseView, duty, reference } from './support/sample-case';

const roles: readonly Who[] = [
  ...(['business-unit', 'administrator', 'director', 'local-authority-partner', 'health-partner'] as const),
  ...(['police-partner', 'scrutineer', 'rapid-review-chair', 'learning-chair', 'agency-lead'] as const),
  ...(['referrer', 'reviewer', 'national-panel', 'ofsted', 'dfe', 'nobody'] as const),
];

const signIn = {
  issuer: 'http://127.0.0.1:1',
  clientId: 'reviews',
  clientSecret: new Secret('made-up'),
  rolesClaim: 'roles',
};

describe('the addresses of the application', () => {
  let pages: PagesUnderTest;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    const parcel = await pages.words.seal(reference, { rows: [{ label: 'What', value: 'Canary' }] });
    const police = [addressee('police-partner')];
    const view = caseView(parcel, {
      duties: [
        duty('notification-threshold'),
        duty('children-made-safe', { watchers: police }),
        duty('report-forwarded-to-director', { addressees: police }),
        duty('cancel-requested'),
      ],
    });
    pages.known.set(reference, { known: 'view', view });
  });
  afterEach(() => {
    pages.close();
  });

  /** With the addresses of the sign-in itself. */
  const whole = () => {
    const environment = { publicUrl: 'http://127.0.0.1:3000', signIn } as Environment;
    const session = openSignIn(
      environment,
      'x'.repeat(32),
      pages.services.people,
      () => Promise.resolve(),
      () => undefined,
    );
    return createApp({ ...pages.services, signIn: session });
  };

  it('are those that the list names, each of them', () => {
    expect(routesOf(whole()).toSorted()).toEqual(Object.keys(routeAccess).toSorted());
  });

  it('that nobody has said who is let in at keep the application from starting', () => {
    const app = whole();
    app.get('/new', (_request, response) => {
      response.send('anything');
    });
    expect(() => {
      refuseUnknownRoutes(app);
    }).toThrow('Nobody has said who is let in at GET /new.');
  });

  const duties = { q: 'notification-threshold', n: 'report-forwarded-to-director', w: 'children-made-safe' };
  const filled = (path: string): string => {
    const kind = path.charAt(1) as 'q' | 'n' | 'w';
    const at = { case: reference, duty: duties[kind], instance: '-', round: 1 };
    const asked = path.startsWith('/cases') ? 'children-made-safe' : at.duty;
    const submission = pages.submissions.newSubmission({ ...at, duty: asked });
    pages.outcomes.set(submission, { outcome: 'recorded', entry: 1 });
    const link = { ...at, person: 'police-partner' };
    return path
      .replace(/^\/[qnw]\/:reference\/:page/u, () => pages.linked(kind, link))
      .replace(':token', pages.links.signLink(link))
      .replace(':reference', reference)
      .replace(':duty', 'children-made-safe')
      .replace(':instance', '-')
      .replace(':round', '1')
      .replace(':number', '1')
      .replace(':paper', 'learning-referral')
      .replace(':id', 'attention-1')
      .replace(':edition', 'working-together-2018')
      .replace(':submission', submission);
  };
  type Said = 'let-in' | 'refused' | 'to-sign-in' | 'asked-who';
  const said = (answer: Awaited<Asking>): Said => {
    const { status, headers } = answer;
    // A picture has none.
    const text = z.string().catch('').parse(answer.text);
    if (status === 303 && headers['location']?.startsWith('/sign-in')) return 'to-sign-in';
    if (text.includes('This is not open to you')) return 'refused';
    if (text.includes('#problem-not-allowed')) return 'refused';
    if (text.includes('#problem-not-authenticated')) return 'to-sign-in';
    if (text.includes('Your session has ended')) return 'to-sign-in';
    if (text.includes('Confirm that it is you')) return 'asked-who';
    expect(status).not.toBe(403);
    return 'let-in';
  };

  const expected = (role: Who, route: string): Said => {
    const rule = routeAccess[route];
    switch (rule?.by) {
      case undefined:
        throw new Error(`${route} is not in the list`);
      case 'anyone':
      case 'code':
      case 'secret':
      case 'reporter':
        return 'let-in';
      case 'link':
        return role === 'police-partner' ? 'let-in' : 'asked-who';
      case 'role':
      case 'service':
        if (role === 'nobody') return 'to-sign-in';
        return mayDo([role], rule.action) ? 'let-in' : 'refused';
    }
  };

  // The browser's own way to the provider of sign-in is that provider's: test/api/roles-withdrawn.server.test.ts.
  const routes = Object.keys(routeAccess).filter((route) => !/sign-|callback/.test(route));
  it.each(roles)('let %s in as the list says', async (role) => {
    const person = role === 'business-unit' ? 'business-unit-a' : role;
    const browser = role === 'nobody' ? pages.browser() : pages.browser(person, [role]);
    const found: Record<string, Said> = {};
    const form = hiddenInputs((await browser.get('/report')).text);
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const asking =
        method === 'GET'
          ? browser.get(filled(path))
          : browser.post(filled(path)).type('form').send({ _csrf: form['_csrf'] });
      // No cookie and no person lets anybody in there; what the browser holds is sent along all the same.
      if (role !== 'nobody') void asking.set('Authorization', `Bearer ${serviceToken([role])}`);
      found[route] = said(await asking);
    }
    expect(found).toEqual(Object.fromEntries(routes.map((route) => [route, expected(role, route)])));
    expect(found[`GET ${stylesheetPath}`]).toBe('let-in');
  });

  describe('take no answer', () => {
    const post = async (as: string, path: string) => {
      const browser = pages.browser(as, [as === 'business-unit-a' ? 'business-unit' : as]);
      const form = hiddenInputs((await browser.get('/report')).text);
      const at = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
      const body = { step: 'send', choice: 'met', submission: pages.submissions.newSubmission(at) };
      return browser
        .post(path)
        .type('form')
        .send({ _csrf: form['_csrf'], ...body });
    };

    it('by a decider’s link from another decider', async () => {
      const answer = await post('health-partner', filled(pageRoute('q')));
      expect(answer.text).toContain('Confirm that it is you');
      expect(pages.sent).toEqual([]);
    });

    it.each(['business-unit-a', 'administrator', 'police-partner'])(
      'to what partners decide, on the page of the case, from %s',
      async (as) => {
        const path = `/cases/${reference}/answer/notification-threshold/-/1`;
        expect((await post(as, path)).status).toBeGreaterThanOrEqual(403);
        expect(pages.sent).toEqual([]);
      },
    );

    it('of the business unit from an administrator, nor of an administrator from the business unit', async () => {
      const path = (id: string) => `/cases/${reference}/answer/${id}/-/1`;
      expect((await post('administrator', path('children-made-safe'))).status).toBe(409);
      expect((await post('business-unit-a', path('cancel-requested'))).status).toBe(409);
      expect(pages.sent).toEqual([]);
    });
  });

  it('show an administrator who is a partner too no more than an administrator', async () => {
    const browser = pages.browser('police-partner', ['administrator', 'police-partner']);
    for (const part of ['papers', 'report', 'forms/learning-referral'])
      expect((await browser.get(`/cases/${reference}/${part}`)).text).not.toContain('Canary');
  });
});
