import { defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import type { Unreadable } from '../../domain/unreadable';

/**
 * A history with each payload decoded, as plain JSON for a record that must be read without this service:
 * numbers for long integers, base64 for what is binary. What cannot be decoded says so in its place.
 */
export const readableHistory = async (codec: PayloadCodec, value: unknown): Promise<unknown> => {
  if (Array.isArray(value)) return Promise.all(value.map((one) => readableHistory(codec, one)));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value !== 'object' || value === null) return value;
  if (isPayload(value)) return readablePayload(codec, value);
  if ('low' in value && 'high' in value && 'unsigned' in value) return Number(value);
  const pairs = Object.entries(value)
    .filter(([, part]) => part !== null && part !== undefined)
    .map(async ([name, part]) => [name, await readableHistory(codec, part)] as const);
  return Object.fromEntries(await Promise.all(pairs));
};

const isPayload = (value: object): value is Payload =>
  'metadata' in value &&
  typeof value.metadata === 'object' &&
  value.metadata !== null &&
  'encoding' in value.metadata;

const readablePayload = async (codec: PayloadCodec, payload: Payload): Promise<unknown> => {
  const encoding = Buffer.from(payload.metadata?.['encoding'] ?? []).toString('utf8');
  // Search attributes are never encrypted.
  const [clear = payload] = encoding === 'binary/encrypted' ? await codec.decode([payload]) : [payload];
  try {
    return defaultPayloadConverter.fromPayload(clear);
  } catch {
    // Anybody who reaches the server can send rubbish: the record is made all the same.
    return { unreadable: 'broken-content' } satisfies Unreadable;
  }
};
