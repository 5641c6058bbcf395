import { keyRingText } from '../../config/key-ring';

const key = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
/** `openssl base64 -d | openssl dgst -sha256 -r | cut -c1-8` over the key above. */
const fingerprint = '66687aad';
const other = 'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=';

const faultsOf = (text: string): string[] =>
  (keyRingText.safeParse(text).error?.issues ?? []).map(({ message }) => message);

describe('a key ring', () => {
  it('takes a key whose id carries its fingerprint', () => {
    expect(keyRingText.parse(`case-2026-${fingerprint}:${key}`).active).toBe(`case-2026-${fingerprint}`);
  });

  it('refuses a key under an id that carries the fingerprint of another', () => {
    expect(faultsOf(`old:${other},case-2026-${fingerprint}:${other}`)).toEqual([
      'key 2 is not the one that its id names: the id ends in the fingerprint of another key',
    ]);
  });

  it.each(['case-2026', 'case-2026-11-25', 'case-20261125', 'deadbeef', 'case-66687AAD', 'case-066687aad'])(
    'takes the id %s, which carries none',
    (id) => {
      expect(faultsOf(`${id}:${key}`)).toEqual([]);
    },
  );
});
