/** Where a command speaks to the person who called it. */
export type Terminal = {
  out: (text: string) => void;
  err: (text: string) => void;
};

export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Whoever reads may stop reading (`| head`): what is said afterwards is said to nobody, and the work is done all the same. */
export const bearNoListener = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
};

/** What was typed cannot be used; the message is the one sentence that the person reads. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}
