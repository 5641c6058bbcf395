import supertest, { type Response } from 'supertest';
import type { LinkClaims } from '../../api/services';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { caseView, reference } from './support/sample-case';

const claims: LinkClaims = {
  case: reference,
  duty: 'notification-threshold',
  instance: '-',
  round: 1,
  person: 'police-partner',
};

describe('the link of a letter', () => {
  let pages: PagesUnderTest;
  let link: string;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    link = pages.linked('q', claims);
    const parcel = await pages.words.seal(reference, {
      rows: [{ label: 'What happened?', value: 'Canary narrative' }],
    });
    pages.known.set(reference, { known: 'view', view: caseView(parcel) });
  });
  afterEach(() => {
    pages.close();
  });

  const linkOf = (kind: 'q' | 'n', changed: Partial<LinkClaims> = {}): string =>
    pages.linked(kind, { ...claims, ...changed });

  const proofIn = ({ headers }: Response): string =>
    /proof=[^;]+/u.exec(String(headers['set-cookie']))?.[0] ?? 'none';

  /** The cookie that a browser has once a code was entered for a link. */
  const proofOf = async (proved: string): Promise<string> => {
    const browser = pages.browser();
    const first = await browser.get(proved);
    await browser.post(`${proved}/code`).type('form').send(hiddenInputs(first.text)).expect(303);
    const entered = await browser
      .post(`${proved}/code/enter`)
      .type('form')
      .send({ ...hiddenInputs((await browser.get(`${proved}/code`)).text), code: '123456' })
      .expect(303);
    return proofIn(entered);
  };

  it.each<[string, string, readonly string[]]>([
    ['another partner', 'health-partner', ['health-partner']],
    ['the business unit', 'business-unit-a', ['business-unit']],
    ['an administrator', 'administrator', ['administrator']],
  ])('opens to nobody else who is signed in, with whatever role: %s', async (_who, person, roles) => {
    for (const kind of ['q', 'n'] as const) {
      const page = await pages.browser(person, roles).get(linkOf(kind)).expect(200);
      expect(page.text).toContain('Confirm that it is you');
      expect(page.text).toContain('but this link is for somebody else');
      expect(page.text).not.toMatch(/Canary|threshold/u);
    }
    const browser = pages.browser(person, roles);
    const hidden = hiddenInputs((await browser.get(link)).text);
    const posted = await browser
      .post(link)
      .type('form')
      .send({ ...hidden, choice: 'met', step: 'send' })
      .expect(401);
    expect(posted.text).toContain('Confirm that it is you');
    expect(pages.sent).toEqual([]);
  });

  it('says where its letter went to another address before, and sends the code to the latest alone', async () => {
    const view = caseView({ sealed: '' });
    const [letter] = view.letters;
    if (letter === undefined) throw new Error('The case has no letter.');
    const earlier = { ...letter, to: { ...letter.to, address: 'earlier@police.exampleshire.example' } };
    const said = 'This was sent to another address before';
    expect((await pages.browser().get(link)).text).not.toContain(said);
    pages.known.set(reference, { known: 'view', view: { ...view, letters: [earlier, letter] } });
    const { text } = await pages.browser().get(link).expect(200);
    expect(text).toContain(said);
    expect(text).not.toContain('earlier');
    await proofOf(link);
    expect(pages.codes).toEqual([expect.objectContaining({ address: letter.to.address })]);
  });

  it('opens by the code that was entered for it, and by that of no other link', async () => {
    const proof = await proofOf(link);
    const asking = (path: string) => pages.browser().get(path).set('Cookie', proof).expect(200);
    expect((await asking(link)).text).toContain('Canary narrative');
    // The browser sends the cookie to its own link only; who sends it to another by hand gets no further.
    const someoneElse = { person: 'health-partner' };
    for (const other of [linkOf('q', someoneElse), linkOf('n', someoneElse), linkOf('q', { round: 2 })]) {
      const page = await asking(other);
      expect(page.text).toContain('Confirm that it is you');
      expect(page.text).not.toContain('Canary');
    }
  });

  it('shows whoever holds it too little of the address to learn it', async () => {
    const browser = pages.browser();
    const asking = await browser.get(link).expect(200);
    await browser.post(`${link}/code`).type('form').send(hiddenInputs(asking.text)).expect(303);
    const entering = await browser.get(`${link}/code`).expect(200);
    const elsewhere = await pages.browser('health-partner', ['health-partner']).get(link).expect(200);
    for (const { text } of [asking, entering, elsewhere]) {
      expect(text).toContain('p•••@exampleshire.example');
      expect(text).not.toContain('police-partner@');
    }
  });

  describe('leads to a page without the token in its address', () => {
    const tokenOf = (changed: Partial<LinkClaims> = {}) => pages.links.signLink({ ...claims, ...changed });
    const cookieOf = ({ headers }: Response): string => String(headers['set-cookie']);
    /** A browser of nobody, which has opened no link. */
    const fresh = () => supertest.agent(pages.app);

    it.each(['q', 'n', 'w'] as const)('which this browser alone can load again: /%s/', async (kind) => {
      const browser = fresh();
      const opening = await browser.get(`/${kind}/${tokenOf()}`).expect(303);
      const page = opening.headers['location'] ?? '';
      expect(page).toMatch(/^\/[qnw]\/SI-2026-7K3Q\/[\w-]{12}$/u);
      expect(tokenOf()).not.toContain(page.split('/')[3]);
      expect(cookieOf(opening)).toContain(`Path=${page}; Expires=`);
      expect(cookieOf(opening)).toMatch(/; HttpOnly; SameSite=Lax$/u);
      for (let time = 0; time < 2; time += 1) {
        const { text } = await browser.get(page).expect(200);
        expect(text).toContain('Confirm that it is you');
        expect(text).not.toContain(tokenOf());
      }
      const elsewhere = await fresh().get(page).expect(200);
      expect(elsewhere.text).toContain('Please open the link in the letter again');
      expect(elsewhere.text).not.toMatch(/Canary|p•••@/u);
    });

    it('and is no more opened by the link of another page than by none', async () => {
      const page = pages.linked('q', claims);
      for (const token of [tokenOf({ person: 'health-partner' }), tokenOf({ round: 2 }), `${tokenOf()}x`]) {
        const { text } = await fresh().get(page).set('Cookie', `link=${token}`).expect(200);
        expect(text).toContain('Please open the link in the letter again');
      }
      const own = await fresh().get(page).set('Cookie', `link=${tokenOf()}`).expect(200);
      expect(own.text).toContain('Confirm that it is you');
    });

    it('and keeps what was typed there while the browser does not know the link any more', async () => {
      const browser = fresh();
      const { _csrf } = hiddenInputs((await browser.get('/report')).text);
      const page = pages.linked('q', claims);
      const post = (body: object) => browser.post(page).type('form').send(body);
      const { text } = await post({ _csrf, reasons: 'Typed before' }).expect(401);
      expect(text).toContain('nothing you typed is lost: open the link in another tab');
      expect(hiddenInputs(text)).toMatchObject({ reasons: 'Typed before' });
      await browser.get(`/q/${tokenOf()}`).expect(303);
      expect((await post(hiddenInputs(text)).expect(401)).text).toContain('Confirm that it is you');
      expect(pages.sent).toEqual([]);
    });
  });
});
