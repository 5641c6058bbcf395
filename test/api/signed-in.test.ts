import type { Request } from 'express';
import { signedInOf } from '../../api/signed-in';
import { PagesUnderTest } from './support/pages-under-test';

describe('who is signed in', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });
  const who = (claims: object) => {
    const idTokenClaims = { sub: 'of-the-provider', email: 'head@council.exampleshire.example', ...claims };
    const request = { oidc: { isAuthenticated: () => true, idTokenClaims } } as unknown as Request;
    const person = { id: 'director', name: 'Director', address: idTokenClaims.email };
    return signedInOf(request, 'roles', { ...pages.services.people, personOfAddress: () => person });
  };

  it('is told who they are where the directory does not know them', () => {
    const stranger = { sub: 'u3', email: 'stranger@elsewhere.example' };
    const nobody = { ...pages.services.people, person: () => null, personOfAddress: () => null };
    const named = (idTokenClaims: object) =>
      signedInOf(
        { oidc: { isAuthenticated: () => true, idTokenClaims } } as unknown as Request,
        'roles',
        nobody,
      )?.name;
    expect(named({ ...stranger, name: 'Made up' })).toBe('Made up');
    expect(named(stranger)).toBe('stranger@elsewhere.example');
    expect(named({ sub: 'u3' })).toBe('u3');
  });

  it('is the directory’s person of the address that the provider states', () => {
    expect(who({})).toMatchObject({ person: 'director' });
    expect(who({ email_verified: true })).toMatchObject({ person: 'director' });
  });

  it.each([false, 'false'])(
    'is nobody of the directory by an address that is not verified: %p',
    (email_verified) => {
      expect(who({ email_verified })).toMatchObject({ person: 'of-the-provider', address: '' });
    },
  );
});
