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
