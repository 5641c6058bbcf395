import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { takenPorts } from '../../local/ports';

describe('ports of the embedded service', () => {
  it('are named with the variable that moves them when another program holds them', async () => {
    const [held, free] = [createServer(), createServer()];
    for (const server of [held, free]) await once(server.listen(0, '127.0.0.1'), 'listening');
    const [taken, spare] = [held, free].map((server) => (server.address() as AddressInfo).port);
    await once(free.close(), 'close');
    const sentences = await takenPorts('127.0.0.1', [
      { port: taken ?? 0, variable: 'PORT', purpose: 'the application' },
      { port: spare ?? 0, variable: 'MAILBOX_PORT', purpose: 'the mailbox' },
    ]);
    await once(held.close(), 'close');
    expect(sentences).toEqual([
      `Port ${taken} (the application) is taken by another program: end that program, or choose another port with PORT.`,
    ]);
  });

  it('are not called taken where nobody could listen on them', async () => {
    const wanted = { port: 40_000, variable: 'PORT', purpose: 'the application' };
    expect(await takenPorts('192.0.2.1', [wanted])).toEqual([
      'Port 40000 (the application) cannot be listened on at 192.0.2.1 (EADDRNOTAVAIL): choose another port with PORT, or another HOST.',
    ]);
  });
});
