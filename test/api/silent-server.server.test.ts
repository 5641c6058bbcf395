import { connect, createServer, type Server, type Socket } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { casesOn } from '../../api/temporal/cases';
import { codesOn } from '../../api/temporal/codes';
import { Unanswered } from '../../api/unanswered';
import { nothingKept } from './support/nothing-kept';
import { opening } from './support/sample-case';

const hashes = { hashCode: () => 'hash', codeWorkflowId: () => 'code-silent' };

jest.setTimeout(60_000);

describe('a server that takes connections and says nothing any more', () => {
  const sockets: Socket[] = [];
  let between: Server;
  let connection: Connection;
  let client: Client;

  beforeAll(async () => {
    const [host = '', port = ''] = (process.env['TEST_TEMPORAL_ADDRESS'] ?? '').split(':');
    between = createServer((socket) => {
      const there = connect(Number(port), host);
      sockets.push(socket, there);
      for (const one of [socket, there]) one.on('error', () => one.destroy());
      socket.pipe(there).pipe(socket);
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const address = between.address();
    const at = typeof address === 'object' && address !== null ? address.port : 0;
    connection = await Connection.connect({ address: `127.0.0.1:${String(at)}` });
    client = new Client({ connection, namespace: 'default' });
    await casesOn(client, 'silent', nothingKept).ready();
    for (const socket of sockets) socket.unpipe().pause();
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await connection.close();
    between.close();
  });

  const cases = () => casesOn(client, 'silent', nothingKept);
  const binding = { reference: 'SI-2026-NONE', question: 'q/-', person: 'police-partner' };
  it.each<[string, number, () => Promise<unknown>]>([
    ['the list of cases', 5_000, () => cases().rows({}, {}, 50)],
    ['how many there are', 5_000, () => cases().count({}, {})],
    ['what was stopped', 5_000, () => cases().stopped()],
    ['what was noticed', 5_000, () => cases().attentions()],
    ['one case', 5_000, () => cases().look('SI-2026-NONE')],
    [
      'whether a code may be sent',
      5_000,
      () => codesOn(client, 'silent', hashes).send(binding, 'a@example.org'),
    ],
    ['the opening of a case', 10_000, () => cases().open(opening({ sealed: '' }))],
  ])('is not waited for at %s', async (_what, withinMs, ask) => {
    const from = Date.now();
    await expect(ask()).rejects.toThrow(Unanswered);
    expect(Date.now() - from).toBeLessThan(withinMs);
  });

  it('is not waited for at how a code stands, which is then not known', async () => {
    const from = Date.now();
    expect(await codesOn(client, 'silent', hashes).standing(binding)).toBe('silent');
    expect(Date.now() - from).toBeLessThan(5_000);
  });

  it('judges no code, and says so', async () => {
    expect(await codesOn(client, 'silent', hashes).enter(binding, '123456')).toBe('unavailable');
  });
});
