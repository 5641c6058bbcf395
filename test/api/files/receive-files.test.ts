import express from 'express';
import supertest from 'supertest';
import { filesSentWith, receiveFiles } from '../../../api/files/receive-files';
import { PagesUnderTest } from '../support/pages-under-test';

describe('a form that carries files', () => {
  const pages = new PagesUnderTest();
  afterAll(() => {
    pages.close();
  });

  /** What is read of a form, by whether who sends it is known and has the form's token. */
  const read = async (known: boolean, token: boolean, name = 'upload', status = 200) => {
    const app = express();
    const receive = receiveFiles(
      pages.services,
      () => known,
      (request) => token && (request.body as Record<string, string>)['_csrf'] === 'right',
    );
    app.post('/', receive, (request, response) => {
      const files = filesSentWith(request).map(({ name: of, bytes, tooLarge }) => [
        of,
        bytes.length,
        tooLarge,
      ]);
      response.json({ body: request.body as object, files });
    });
    const answer = await supertest(app)
      .post('/')
      .field('_csrf', 'right')
      .field('typed', 'words')
      .attach(name, Buffer.from('a file'), 'é.txt')
      .attach(name, Buffer.alloc(300_001), 'large.txt')
      .expect(status);
    return answer.body as { body: Record<string, string>; files: unknown[] };
  };

  it('is read with them from who is known and has its token', async () => {
    const { body, files } = await read(true, true);
    expect(files).toEqual([
      ['é.txt', 6, false],
      ['large.txt', 0, true],
    ]);
    expect(body).toMatchObject({ typed: 'words' });
  });

  it.each([
    [false, true, 'upload'],
    [true, false, 'upload'],
  ])('is read without them otherwise, and that is said (known %p, token %p)', async (known, token, name) => {
    const { body, files } = await read(known, token, name);
    expect(files).toEqual([]);
    expect(body).toEqual({ _csrf: 'right', typed: 'words', 'upload-lost': 'yes' });
  });

  it('is not read at all where files come under another name', async () => {
    await read(true, true, 'other', 413);
  });
});
