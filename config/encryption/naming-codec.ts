import { Client } from '@temporalio/client';
import {
  defaultPayloadConverter,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from '@temporalio/common';
import { UnknownKeyError } from './unknown-key';

/** What stands in place of a payload that wants a key. */
export type WantsKey = { wantsKey: string };

/** For lists: names the key that a payload wants in its place, so that one case without its key does not hide the others. */
export const namingMissingKeys = (codec: PayloadCodec): PayloadCodec => {
  const decodeOne = async (payload: Payload, context?: SerializationContext): Promise<Payload> => {
    try {
      const [decoded = payload] = await codec.decode([payload], context);
      return decoded;
    } catch (error) {
      if (!(error instanceof UnknownKeyError)) throw error;
      return defaultPayloadConverter.toPayload({ wantsKey: error.keyId } satisfies WantsKey);
    }
  };
  return {
    encode: (payloads, context) => codec.encode(payloads, context),
    decode: (payloads, context) => Promise.all(payloads.map((payload) => decodeOne(payload, context))),
  };
};

/** The same client, for what reads of many workflows at once: one whose key is missing hides no other. */
export const clientForLists = ({ connection, options }: Client): Client =>
  new Client({
    connection,
    namespace: options.namespace,
    dataConverter: { payloadCodecs: options.loadedDataConverter.payloadCodecs.map(namingMissingKeys) },
  });
