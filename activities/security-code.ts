import { randomInt } from 'node:crypto';

/** A code to be made and mailed. `salt` is the run of the workflow that will judge it. */
export type CodeOrder = { reference: string; address: string; question: string; salt: string };

/** What became of a letter with a code. `mailed`: the relay took it, or may have. */
export type CodeDelivery = 'mailed' | 'deferred' | 'refused';

export type SecurityCodeActivities = {
  /** Makes a six-digit code, makes one attempt to mail it, and gives back its keyed hash alone, or why it was not taken. */
  mailCode(order: CodeOrder): Promise<{ hash: string } | { failed: 'deferred' | 'refused' }>;
};

export type SecurityCodeServices = {
  /** Hashes a code with a secret key, for one run and one question. */
  hashCode: (code: string, salt: string, question: string) => string;
  /** Mails the code. `reference` is the case, or null where an agency is about to report. */
  sendCode: (letter: { to: string; code: string; reference: string | null }) => Promise<CodeDelivery>;
};

/** Builds the activity that mails security codes. */
export const createSecurityCode = ({ hashCode, sendCode }: SecurityCodeServices): SecurityCodeActivities => ({
  async mailCode({ reference, address, question, salt }) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const letter = { to: address, code, reference: reference === 'report' ? null : reference };
    const delivery = await sendCode(letter);
    return delivery === 'mailed' ? { hash: hashCode(code, salt, question) } : { failed: delivery };
  },
});
