/** Where a command speaks to the person who called it. */
export type Terminal = {
  out: (text: string) => void;
  err: (text: string) => void;
};

export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** What was typed cannot be used; the message is the one sentence that the person reads. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}
