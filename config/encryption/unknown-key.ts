import { OwnError } from '../own-error';

/**
 * We encrypted with this key, and it is not in the ring. It can be put back, so this is thrown: the case pauses and goes
 * on when it is mended.
 */
export class UnknownKeyError extends OwnError {
  constructor(readonly keyId: string) {
    super(`A payload is encrypted with the key ${keyId}, which is not among the configured keys.`);
  }
}
