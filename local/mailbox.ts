import { createServer, type Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { openKeptLetters, type KeptLetters } from './mailbox/kept-letters';
import { createMailboxPages } from './mailbox/web';

export type MailboxSettings = {
  /** 0 takes any free port. */
  smtpPort: number;
  webPort: number;
  dataDir: string;
  host: string;
};

export type Mailbox = { smtpPort: number; webPort: number; close: () => Promise<void> };

const largestLetterBytes = 35_000_000;

/**
 * The mailbox of the embedded start: takes every letter over SMTP, without sign-in or TLS, keeps it under
 * `dataDir`, and shows it on a page. Rejects where a port is taken.
 */
export async function openMailbox({ smtpPort, webPort, dataDir, host }: MailboxSettings): Promise<Mailbox> {
  const letters = await openKeptLetters(path.join(dataDir, 'mailbox'));
  const reception = receptionFor(letters);
  const smtp = await listening(reception.server, smtpPort, host);
  const pages = createServer(createMailboxPages(letters, host));
  const web = await listening(pages, webPort, host).catch(async (error: unknown) => {
    await closed(reception);
    throw error;
  });
  return {
    smtpPort: smtp,
    webPort: web,
    async close() {
      pages.closeAllConnections();
      await Promise.all([closed(reception), closed(pages)]);
    },
  };
}

/** Takes any letter for anybody, and says so only when it is on the disk. */
const receptionFor = (letters: KeptLetters): SMTPServer => {
  const reception = new SMTPServer({
    banner: 'mailbox of the embedded start',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestLetterBytes,
    rejectOversized: true,
    closeTimeout: 1_000,
    logger: false,
    onData(stream, _session, done) {
      buffer(stream)
        .then((raw) => (stream.sizeExceeded ? undefined : letters.keep(raw)))
        .then(
          () => {
            done();
          },
          (error: unknown) => {
            done(error instanceof Error ? error : new Error('The letter could not be kept'));
          },
        );
    },
  });
  reception.on('error', (error: Error) => {
    // Until it listens its faults are the caller's.
    if (reception.server.listening) console.error(`Mailbox: ${error.message}`);
  });
  return reception;
};

const listening = (server: NetServer, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const closed = (server: SMTPServer | Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
