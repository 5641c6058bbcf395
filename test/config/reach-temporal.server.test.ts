import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { reachTemporal } from '../../config/reach-temporal';

const address = process.env.TEST_TEMPORAL_ADDRESS ?? '';

describe('reaching the Temporal server', () => {
  it('gives a connection where the server answers and has the namespace', async () => {
    const connection = await reachTemporal({ address, namespace: 'default' });
    await connection.close();
  });

  it('says which namespace is missing, and how it is made', async () => {
    await expect(reachTemporal({ address, namespace: 'not-made' })).rejects.toThrow(
      `Temporal at ${address} has no namespace not-made: make it, with its search attributes, as compose/namespace.sh does.`,
    );
  });

  it('says where nothing answers', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const nobody = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await once(server.close(), 'close');
    await expect(
      reachTemporal({ address: nobody, namespace: 'default' }, { connectTimeout: 2_000 }),
    ).rejects.toThrow(`Temporal does not answer at ${nobody}: is it running, and is TEMPORAL_ADDRESS right?`);
  });
});
