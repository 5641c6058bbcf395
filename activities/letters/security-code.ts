import { closing } from './paragraphs';
import type { Letter, Partnership } from './letter';

export type SecurityCodeLetter = {
  code: string;
  /** The case, or null where an agency is about to report. */
  reference: string | null;
  training: boolean;
};

/** The code is in the letter alone, never in its subject: subjects show on locked screens. */
export function composeSecurityCode(
  { code, reference, training }: SecurityCodeLetter,
  partnership: Partnership,
): Letter {
  const mark = training ? '[TRAINING] ' : '';
  return {
    subject: `${mark}${reference === null ? '' : `[${reference}] `}Your security code`,
    opening: `${mark}Your security code is ${code}. It is valid for ten minutes, once, on the page where you asked for it.`,
    paragraphs: [
      'We never ask for this code by telephone or in a letter. Please give it to nobody.',
      'If you did not ask for it, you need not do anything: a program that checks the links in your letters may have. Without the code nothing opens.',
      ...closing(partnership),
    ],
  };
}
