import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { openLinks, type LinkClaims } from '../../config/links';

const links = openLinks(randomBytes(32));
const claims: LinkClaims = {
  case: 'SI-2026-7K3Q',
  duty: 'rapid-review-decision',
  instance: '-',
  round: 1,
  person: 'police-partner',
};

describe('a link', () => {
  it('carries its claims, and is short and safe in an address', () => {
    const token = links.signLink(claims);
    expect(links.readLink(token)).toEqual(claims);
    expect(token).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(token.length).toBeLessThan(130);
    expect(links.signLink(claims)).toBe(token);
  });

  it('is nothing to another installation', () => {
    expect(openLinks(randomBytes(32)).readLink(links.signLink(claims))).toBeNull();
  });

  it('is refused once a single letter of it differs', () => {
    const token = links.signLink(claims);
    const letters = fc.constantFrom(...'ABCXYZabcxyz0189-_.= %'.split(''));
    fc.assert(
      fc.property(fc.nat(token.length - 1), letters, (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(links.readLink(token.slice(0, at) + letter + token.slice(at + 1))).toBeNull();
      }),
      { numRuns: 500 },
    );
    for (const stray of [`${token}=`, `${token}.`, ` ${token}`, `${token}\n`, token.slice(0, -1)]) {
      expect(links.readLink(stray)).toBeNull();
    }
  });

  it('is refused whatever else comes in its place, and never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.constant('x'.repeat(5_000))), (text) => {
        expect(links.readLink(text)).toBeNull();
      }),
    );
    expect(links.readLink('.')).toBeNull();
  });

  it('cannot be put together from two others', () => {
    const [head = ''] = links.signLink({ ...claims, person: 'scrutineer' }).split('.');
    const [, tail = ''] = links.signLink(claims).split('.');
    expect(links.readLink(`${head}.${tail}`)).toBeNull();
  });
});
