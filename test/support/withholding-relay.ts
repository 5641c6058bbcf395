import { connect, createServer, type Socket } from 'node:net';

export type WithholdingRelay = {
  /** Of the next letter in which this stands the mailbox has taken every word, and the sender never hears of it. */
  withhold: (words: string) => Promise<void>;
  close: () => Promise<void>;
};

/** Another address of this machine, on which the relay may have the mailbox's own port. */
export const relayHost = '127.0.0.2';

/** Passes on what is said between the service and its mailbox. */
export const openWithholdingRelay = async (port: number): Promise<WithholdingRelay> => {
  const sockets = new Set<Socket>();
  let withheld: { words: string; taken: () => void } | null = null;
  const server = createServer((sender) => {
    const mailbox = connect(port, '127.0.0.1');
    let said = '';
    let isSilent = false;
    for (const [socket, other] of [
      [sender, mailbox],
      [mailbox, sender],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => other.destroy());
    }
    sender.on('data', (bytes) => {
      said += bytes.toString('latin1');
      mailbox.write(bytes);
    });
    mailbox.on('data', (bytes) => {
      if (withheld && said.endsWith('\r\n.\r\n') && said.includes(withheld.words)) {
        isSilent = true;
        withheld.taken();
        withheld = null;
      }
      if (!isSilent) sender.write(bytes);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, relayHost, resolve);
  });
  return {
    withhold: (words) =>
      new Promise((taken) => {
        withheld = { words, taken };
      }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
};
