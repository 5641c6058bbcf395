import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { eicar } from './sample-files';

/** Speaks as much of clamd's protocol as scanning takes; finds the known test string, and can be told to misbehave. */
export class FakeClamd {
  /** In place of a verdict. */
  says: string | null = null;
  silent = false;
  readonly scanned: Buffer[] = [];
  readonly #server: Server = createServer((socket) => {
    this.#serve(socket);
  });

  async listen(port = 0): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve) => {
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #serve(socket: Socket): void {
    let got = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      got = Buffer.concat([got, data]);
      const reply = this.#replyTo(got);
      if (reply !== null && !this.silent) socket.end(`${reply}\0`);
    });
  }

  #replyTo(got: Buffer): string | null {
    if (got.equals(Buffer.from('zPING\0'))) return 'PONG';
    const command = Buffer.from('zINSTREAM\0');
    if (!got.subarray(0, command.length).equals(command)) return null;
    const chunks: Buffer[] = [];
    for (let at = command.length; at + 4 <= got.length;) {
      const length = got.readUInt32BE(at);
      if (length === 0) return this.#verdict(Buffer.concat(chunks));
      if (at + 4 + length > got.length) return null;
      chunks.push(got.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return null;
  }

  #verdict(bytes: Buffer): string {
    this.scanned.push(bytes);
    if (this.says !== null) return this.says;
    return bytes.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
  }
}
