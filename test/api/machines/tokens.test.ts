import { errors } from 'jose';
import { openMachines } from '../../../api/machines/tokens';
import { Unanswered } from '../../../api/unanswered';
import { issuerKeys, serviceToken, strangersKey, tokenRules } from '../support/service-tokens';

const now = () => Math.floor(Date.now() / 1000);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a service, by its token', () => {
  const machines = openMachines(tokenRules, () => Promise.resolve(issuerKeys));

  it('is its client with the roles that the issuer states, and nobody’s person', async () => {
    expect(await machines.who(serviceToken(['business-unit']))).toEqual({
      person: 'service:records-system',
      name: 'records-system',
      address: '',
      roles: ['business-unit'],
    });
    expect(await machines.who(serviceToken('administrator'))).toMatchObject({ roles: ['administrator'] });
    expect(await machines.who(serviceToken([], { roles: undefined }))).toMatchObject({ roles: [] });
  });

  it.each(['azp', 'appid'])('is named by %s where the provider says it there', async (claim) => {
    const token = serviceToken(['business-unit'], { client_id: undefined, [claim]: 'other-system' });
    expect(await machines.who(token)).toMatchObject({ person: 'service:other-system' });
  });

  it.each<[string, string]>([
    ['of another issuer', serviceToken([], { iss: 'https://elsewhere.example' })],
    ['made for somebody else', serviceToken([], { aud: 'reviews' })],
    ['of an ID token’s audience', serviceToken([], { aud: ['reviews', 'another'] })],
    ['of a client that is not known here', serviceToken([], { client_id: 'stranger' })],
    ['of no client', serviceToken([], { client_id: undefined })],
    ['that is over', serviceToken([], { iat: now() - 3000, exp: now() - 120 })],
    ['without an end', serviceToken([], { exp: undefined })],
    [
      'that was made hours ago, and would last for days',
      serviceToken([], { iat: now() - 7200, exp: now() + 99_999 }),
    ],
    ['without the time at which it was made', serviceToken([], { iat: undefined })],
    ['not yet good', serviceToken([], { nbf: now() + 600 })],
    ['signed by a stranger', serviceToken([], {}, { key: strangersKey })],
    ['signed under a key that the issuer does not have', serviceToken([], {}, { header: { kid: 'two' } })],
    ['of another algorithm', serviceToken([], {}, { header: { alg: 'HS256' } })],
    ['without a signature', `${encoded({ alg: 'none' })}.${encoded({ iss: tokenRules.issuer })}.`],
    ['that is none', 'token'],
  ])('is nobody by a token %s', async (_which, token) => {
    expect(await machines.who(token)).toBeNull();
  });

  it('cannot be told while the issuer does not answer', async () => {
    const silent = openMachines(tokenRules, () => Promise.reject(new errors.JWKSTimeout()));
    await expect(silent.who(serviceToken([]))).rejects.toThrow(Unanswered);
    const nowhere = openMachines({ ...tokenRules, issuer: 'http://127.0.0.1:1' });
    await expect(nowhere.who(serviceToken([], { iss: 'http://127.0.0.1:1' }))).rejects.toThrow(Unanswered);
  });
});
