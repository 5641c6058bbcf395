import { randomInt } from 'node:crypto';

/** A code to be made and mailed. `salt` is the run of the workflow that will judge it. */
export type CodeOrder = { reference: string; address: string; question: string; salt: string };

export type SecurityCodeActivities = {
  /** Makes a six-digit code, mails it, and gives back its keyed hash alone. Throws where the mail was not taken. */
  mailCode(order: CodeOrder): Promise<{ hash: string }>;
};

export type SecurityCodeServices = {
  /** Hashes a code with a secret key, for one run and one question. */
  hashCode: (code: string, salt: string, question: string) => string;
  /** Mails the code. `reference` is the case, or null where an agency is about to report. Throws where it is not taken. */
  sendCode: (letter: { to: string; code: string; reference: string | null }) => Promise<void>;
};

/** Builds the activity that mails security codes. */
export const createSecurityCode = ({ hashCode, sendCode }: SecurityCodeServices): SecurityCodeActivities => ({
  async mailCode({ reference, address, question, salt }) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await sendCode({ to: address, code, reference: reference === 'report' ? null : reference });
    return { hash: hashCode(code, salt, question) };
  },
});
