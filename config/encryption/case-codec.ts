import {
  defaultPayloadConverter,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { Unreadable, UnreadableReason } from '../../domain/unreadable';
import type { KeyRing } from '../key-ring';
import { OwnError } from '../own-error';
import { isSame, keyedHash } from '../secrets';
import { UnknownKeyError } from './unknown-key';
import { seal, unseal } from './seal';

const encrypted = 'binary/encrypted';
const plain: readonly unknown[] = [
  'json/plain',
  'json/protobuf',
  'binary/plain',
  'binary/null',
  'binary/protobuf',
];

const keyMark = 'encryption-key-mark';
const keyMarkBytes = 16;

/** A payload that belongs to no case was to be encrypted for one. */
export class NoCaseError extends OwnError {}

/**
 * Encrypts what Temporal keeps, bound to its case: the workflow id stands in the metadata and is, with the namespace,
 * authenticated. Decoding never throws for what can never become readable, since that would block its case for ever,
 * timers and all: it gives an `Unreadable` in its place.
 * @param markKey outlives the encryption keys: by its mark a key of ours that is missing is told from one that somebody
 * made up to stop a case.
 * @throws UnknownKeyError when decoding, NoCaseError when encoding.
 */
export const caseCodec = (keys: KeyRing, namespace: string, markKey: Buffer): PayloadCodec => {
  const marking: Marking = (keyId, caseId) =>
    keyedHash(markKey, ['key', namespace, caseId, keyId]).subarray(0, keyMarkBytes);
  return {
    encode: (payloads, context) =>
      settle(() =>
        payloads.map((payload) => encode(keys, namespace, marking, payload, caseToWrite(context))),
      ),
    decode: (payloads, context) =>
      settle(() => payloads.map((payload) => decode(keys, namespace, marking, payload, context?.workflowId))),
  };
};

/** The mark that our encryption under this key leaves on a payload of this case. */
type Marking = (keyId: string, caseId: string) => Buffer;

const settle = async (work: () => Payload[]): Promise<Payload[]> => Promise.resolve().then(work);

/** The id of the key that a payload says it is encrypted with. */
export const keyIdOf = (payload: Payload): string | undefined => marksOf(payload)?.keyId;

/** The case that a payload says it belongs to: an empty string for none, undefined where it is not encrypted. */
export const caseOf = (payload: Payload): string | undefined => marksOf(payload)?.caseId;

/** The codec hands the error of a failed workflow task no context: it is bound to no case, and no case accepts it. */
function caseToWrite(context: SerializationContext | undefined): string {
  if (context === undefined) return '';
  if (!context.workflowId)
    throw new NoCaseError('Activities without a workflow are not encrypted for any case.');
  return context.workflowId;
}

function encode(
  keys: KeyRing,
  namespace: string,
  marking: Marking,
  payload: Payload,
  caseId: string,
): Payload {
  const key = keys.keys.get(keys.active);
  if (key === undefined) throw new UnknownKeyError(keys.active);
  const content = temporal.api.common.v1.Payload.encode(payload).finish();
  return {
    metadata: {
      encoding: Buffer.from(encrypted),
      'encryption-key-id': Buffer.from(keys.active),
      [keyMark]: marking(keys.active, caseId),
      'safeguarding-case': Buffer.from(caseId),
    },
    data: seal(key, content, boundTo(namespace, caseId)),
  };
}

const boundTo = (namespace: string, caseId: string): string => JSON.stringify(['payload', namespace, caseId]);

function decode(
  keys: KeyRing,
  namespace: string,
  marking: Marking,
  payload: Payload,
  expectedCase?: string,
): Payload {
  const encoding = textOf(payload.metadata?.['encoding']);
  // Even an unencrypted nothing: all that we wrote ourselves is encrypted, null and undefined included.
  if (plain.includes(encoding)) return unreadable('not-encrypted');
  if (encoding !== encrypted) return unreadable('unknown-encoding');
  const marks = marksOf(payload);
  if (marks === undefined) return unreadable('malformed');
  if (expectedCase !== undefined && expectedCase !== marks.caseId) return unreadable('other-case');
  const key = keys.keys.get(marks.keyId);
  if (key === undefined) {
    const mark = Buffer.from(payload.metadata?.[keyMark] ?? []);
    if (!isSame(mark, marking(marks.keyId, marks.caseId))) return unreadable('unknown-key');
    throw new UnknownKeyError(marks.keyId);
  }
  const content = unseal(key, marks.data, boundTo(namespace, marks.caseId));
  return content === null ? unreadable('not-authentic') : payloadIn(content);
}

function marksOf(payload: Payload): { keyId: string; caseId: string; data: Uint8Array } | undefined {
  const keyId = textOf(payload.metadata?.['encryption-key-id']);
  const caseId = textOf(payload.metadata?.['safeguarding-case']);
  const { data } = payload;
  if (keyId === undefined || !/^[A-Za-z0-9._-]{1,32}$/.test(keyId)) return undefined;
  return caseId === undefined || !(data instanceof Uint8Array) ? undefined : { keyId, caseId, data };
}

const textOf = (bytes: Uint8Array | null | undefined): string | undefined =>
  bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : undefined;

function payloadIn(content: Buffer): Payload {
  try {
    const { metadata, data } = temporal.api.common.v1.Payload.decode(content);
    const payload: Payload = { metadata, data };
    // The converter throws in the workflow for what it cannot convert: it has to be tried here.
    defaultPayloadConverter.fromPayload(payload);
    return payload;
  } catch {
    return unreadable('broken-content');
  }
}

const unreadable = (reason: UnreadableReason): Payload =>
  defaultPayloadConverter.toPayload({ unreadable: reason } satisfies Unreadable);
