import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import fc from 'fast-check';
import { caseCodec, caseOf, NoCaseError } from '../../../config/encryption/case-codec';
import { UnknownKeyError } from '../../../config/encryption/unknown-key';
import { seal } from '../../../config/encryption/seal';
import type { KeyRing } from '../../../config/key-ring';
import { isUnreadable } from '../../../domain/unreadable';

const keyOne = randomBytes(32);
const ring = (active: string, ...keys: [string, Buffer][]): KeyRing => ({ active, keys: new Map(keys) });
const markKey = randomBytes(32);
const codec = caseCodec(ring('one', ['one', keyOne]), 'cases', markKey);
const of = (workflowId: string): SerializationContext => ({
  type: 'workflow',
  namespace: 'cases',
  workflowId,
});
const ours = of('SI-2026-7K3Q');

const encode = async (value: unknown, context: SerializationContext | undefined = ours): Promise<Payload> => {
  const [payload] = await codec.encode([defaultPayloadConverter.toPayload(value)], context);
  if (payload === undefined) throw new Error('nothing was encoded');
  return payload;
};
const decode = async (
  payload: Payload,
  context: SerializationContext | undefined = ours,
): Promise<unknown> => {
  const [decoded] = await codec.decode([payload], context);
  return decoded === undefined ? 'nothing was decoded' : defaultPayloadConverter.fromPayload(decoded);
};
const withMark = (payload: Payload, name: string, value: string): Payload => ({
  ...payload,
  metadata: { ...payload.metadata, [name]: Buffer.from(value) },
});
/** As it was encrypted before there were marks. */
const withoutMark = (payload: Payload): Payload => {
  const marks = Object.entries(payload.metadata ?? {}).filter(([name]) => name !== 'encryption-key-mark');
  return { ...payload, metadata: Object.fromEntries(marks) };
};

describe('the codec of a case', () => {
  it.each([[{ choice: 'met' }], ['words'], [''], [0], [null], [undefined], [Buffer.from('bytes')]])(
    'gives back %j, and shows nothing of it on the way',
    async (value) => {
      const payload = await encode(value);
      expect(await decode(payload)).toEqual(value);
      expect(Buffer.from(payload.data ?? []).includes('choice')).toBe(false);
      expect(Buffer.from(payload.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
    },
  );

  it('never encrypts the same twice alike', async () => {
    expect(Buffer.from((await encode('same')).data ?? [])).not.toEqual(
      Buffer.from((await encode('same')).data ?? []),
    );
  });

  it('binds to the workflow of an activity, too, and refuses an activity without one', async () => {
    const activity = { type: 'activity', namespace: 'cases', isLocal: false } as const;
    expect(await decode(await encode('x', { ...activity, workflowId: 'SI-2026-7K3Q' }))).toBe('x');
    await expect(encode('x', activity)).rejects.toThrow(NoCaseError);
  });

  it('binds an error without context to no case, so that no case accepts it', async () => {
    const [payload = {}] = await codec.encode([defaultPayloadConverter.toPayload('error')]);
    const [decoded = {}] = await codec.decode([payload]);
    expect(defaultPayloadConverter.fromPayload(decoded)).toBe('error');
    expect(caseOf(payload)).toBe('');
    expect(await decode(payload)).toEqual({ unreadable: 'other-case' });
  });

  it('goes by the metadata where it is told no case, and says which case that is', async () => {
    const payload = await encode('x');
    const [decoded = {}] = await codec.decode([payload]);
    expect(defaultPayloadConverter.fromPayload(decoded)).toBe('x');
    expect(caseOf(payload)).toBe('SI-2026-7K3Q');
    expect(caseOf(defaultPayloadConverter.toPayload('plain'))).toBeUndefined();
  });

  it('reads old keys and writes with the first', async () => {
    const old = await encode('x');
    const rotated = caseCodec(ring('two', ['two', randomBytes(32)], ['one', keyOne]), 'cases', markKey);
    const [decoded = {}] = await rotated.decode([old], ours);
    expect(defaultPayloadConverter.fromPayload(decoded)).toBe('x');
    const [fresh = {}] = await rotated.encode([defaultPayloadConverter.toPayload('x')], ours);
    await expect(codec.decode([fresh], ours)).rejects.toThrow(UnknownKeyError);
  });
});

describe('a key that is not in the ring', () => {
  const without = caseCodec(ring('two', ['two', randomBytes(32)]), 'cases', markKey);
  const read = async (payload: Payload): Promise<unknown> => {
    const [decoded = {}] = await without.decode([payload], ours);
    return defaultPayloadConverter.fromPayload(decoded);
  };

  it('stops a case whose payload it encrypted, for it can be put back', async () => {
    await expect(read(await encode('x'))).rejects.toThrow(UnknownKeyError);
  });

  it('stops no case whose payload only names it', async () => {
    const payload = await encode('x');
    expect(payload.metadata?.['encryption-key-mark']).toHaveLength(16);
    const invented = withMark(payload, 'encryption-key-id', 'invented');
    for (const forged of [invented, withoutMark(payload), withMark(payload, 'encryption-key-mark', '')])
      expect(await read(forged)).toEqual({ unreadable: 'unknown-key' });
  });

  it('stops no case by the mark of another case, another namespace or another service', async () => {
    const foreign = await encode('x', of('SI-2026-AAAA'));
    expect(await read(withMark(foreign, 'safeguarding-case', 'SI-2026-7K3Q'))).toEqual({
      unreadable: 'unknown-key',
    });
    const others = [
      caseCodec(ring('one', ['one', keyOne]), 'training', markKey),
      caseCodec(ring('one', ['one', keyOne]), 'cases', randomBytes(32)),
    ];
    for (const other of others) {
      const [payload = {}] = await other.encode([defaultPayloadConverter.toPayload('x')], ours);
      expect(await read(payload)).toEqual({ unreadable: 'unknown-key' });
    }
  });

  it('is no matter where it is there: what was encrypted before there were marks stays readable', async () => {
    expect(await decode(withoutMark(await encode('x')))).toBe('x');
  });
});

describe('what can never become readable', () => {
  it.each([
    ['plain JSON', defaultPayloadConverter.toPayload({ choice: 'met' }), 'not-encrypted'],
    [
      'an unreadable value in the clear',
      defaultPayloadConverter.toPayload({ unreadable: 'x' }),
      'not-encrypted',
    ],
    [
      'broken JSON',
      { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{') },
      'not-encrypted',
    ],
    ['an unencrypted nothing', defaultPayloadConverter.toPayload(undefined), 'not-encrypted'],
    ['an unknown encoding', { metadata: { encoding: Buffer.from('binary/odd') } }, 'unknown-encoding'],
    ['no metadata', {}, 'unknown-encoding'],
    [
      'no marks',
      { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('x') },
      'malformed',
    ],
  ])('is %s', async (_, payload, reason) => {
    expect(await decode(payload)).toEqual({ unreadable: reason });
    expect(isUnreadable(await decode(payload))).toBe(true);
  });

  it('is the ciphertext of another case, copied or relabelled, and of another namespace', async () => {
    const foreign = await encode('x', of('SI-2026-AAAA'));
    expect(await decode(foreign)).toEqual({ unreadable: 'other-case' });
    const relabelled = withMark(foreign, 'safeguarding-case', 'SI-2026-7K3Q');
    expect(await decode(relabelled)).toEqual({ unreadable: 'not-authentic' });
    const elsewhere = caseCodec(ring('one', ['one', keyOne]), 'training', markKey);
    const [training = {}] = await elsewhere.encode([{}], ours);
    expect(await decode(training)).toEqual({ unreadable: 'not-authentic' });
  });

  it.each(['', 'SI-2026-7K3Q\0', 'no key has such an id', 'x'.repeat(33)])(
    'is a payload whose key id is no key id: %j',
    async (keyId) => {
      const payload = withMark(await encode('x'), 'encryption-key-id', keyId);
      expect(await decode(payload)).toEqual({ unreadable: 'malformed' });
    },
  );

  it('is encrypted rubbish, or content that no converter reads', async () => {
    const boundTo = JSON.stringify(['payload', 'cases', 'SI-2026-7K3Q']);
    // A protobuf payload of its own: metadata encoding = json/plain, data = `{`.
    const brokenJson = Buffer.concat([
      Buffer.from([0x0a, 0x16, 0x0a, 0x08]),
      Buffer.from('encoding'),
      Buffer.from([0x12, 0x0a]),
      Buffer.from('json/plain'),
      Buffer.from([0x12, 0x01]),
      Buffer.from('{'),
    ]);
    for (const content of [Buffer.from([0xff, 0xff]), brokenJson]) {
      const payload = { ...(await encode('x')), data: seal(keyOne, content, boundTo) };
      expect(await decode(payload)).toEqual({ unreadable: 'broken-content' });
    }
  });

  it('is any change of a ciphertext, and never an error', async () => {
    const payload = await encode({ choice: 'met' });
    const data = Buffer.from(payload.data ?? []);
    await fc.assert(
      fc.asyncProperty(fc.nat(data.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Buffer.from(data);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(await decode({ ...payload, data: changed })).toEqual({ unreadable: 'not-authentic' });
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (rubbish) => {
        expect(await decode({ ...payload, data: rubbish })).toEqual({ unreadable: 'not-authentic' });
      }),
    );
  });

  it('leaves its neighbours as they are', async () => {
    const decoded = await codec.decode([await encode('a'), {}, await encode('b')], ours);
    const values = decoded.map((payload) => defaultPayloadConverter.fromPayload<unknown>(payload));
    expect(values).toEqual(['a', { unreadable: 'unknown-encoding' }, 'b']);
  });
});
