import type { NodemailerError } from 'nodemailer/lib/errors';

/**
 * What came of handing one message to the relay. `deferred`: nothing was delivered, try again;
 * `refused`: final for this message; `unknown`: it may have been delivered.
 */
export type Delivery = {
  result: 'accepted' | 'deferred' | 'refused' | 'unknown';
  /** The relay's own words on one line, or ours where it said nothing. */
  response: string;
};

/** Replies that speak of our sign-in and not of the letter: ours to mend. */
const signInReplies = [530, 534, 535, 538];

/** One line of at most 300 characters, without control characters. */
export const onOneLine = (words: string): string =>
  // \p{C} holds line breaks, escape sequences and invisible characters; \p{Z} the odd spaces.
  words
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 300);

/**
 * What a failure means for the letter. `wholeMessageSent` says that the final dot was handed to the socket:
 * from then on only a reply to it proves anything, whatever else breaks.
 */
export function deliveryAfter(failure: NodemailerError, wholeMessageSent: boolean): Delivery {
  const response = onOneLine(failure.response ?? `${failure.message} (${causeOf(failure)})`);
  return { result: resultOf(failure, wholeMessageSent), response };
}

function resultOf(failure: NodemailerError, wholeMessageSent: boolean): Delivery['result'] {
  const reply = failure.responseCode ?? 0;
  if (wholeMessageSent && (failure.command !== 'DATA' || reply < 400)) return 'unknown';
  if (failure.code === 'EAUTH' || signInReplies.includes(reply)) return 'deferred';
  return reply >= 500 ? 'refused' : 'deferred';
}

/** Why nothing can be handed to the relay at all, whatever the letter. */
export type MailTrouble = 'unreachable' | 'tls' | 'sign-in' | 'unwilling';

/** What a failure before any letter comes to. */
export function troubleOf(failure: NodemailerError): MailTrouble {
  const { code = '', originalCode = '', responseCode = 0 } = failure;
  if (code === 'EAUTH' || signInReplies.includes(responseCode)) return 'sign-in';
  if (code === 'ETLS' || /CERT|SELF_SIGNED|_TLS_|_SSL_/.test(`${code} ${originalCode}`)) return 'tls';
  return responseCode > 0 ? 'unwilling' : 'unreachable';
}

const causeOf = (failure: NodemailerError): string => failure.originalCode ?? failure.code ?? failure.name;
