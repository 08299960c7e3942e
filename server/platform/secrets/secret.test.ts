import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openSecret, sealSecret } from './secret.ts';

const config = { secretKey: createSecretKey(randomBytes(32)) };
const place = { orgId: '0190a000-0000-7000-8000-000000000001', purpose: 'smtp password' };

test('A secret opens where it was sealed for, and two seals of it differ', () => {
  for (const text of ['p', 'كلمة السر', 'a'.repeat(500)]) {
    const sealed = sealSecret(config, place, text);
    assert.equal(openSecret(config, place, sealed), text);
    assert.notEqual(sealSecret(config, place, text), sealed);
    assert.doesNotMatch(sealed, /كلمة|aaa/);
  }
});

test('It opens for no other company, no other purpose, under no other key, and not when a bit differs', () => {
  const sealed = sealSecret(config, place, 'secret');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  bytes[14] = (bytes[14] as number) ^ 1;
  const refused = [
    () => openSecret(config, { ...place, orgId: '0190a000-0000-7000-8000-000000000002' }, sealed),
    () => openSecret(config, { ...place, purpose: 'sms token' }, sealed),
    () => openSecret({ secretKey: createSecretKey(randomBytes(32)) }, place, sealed),
    () => openSecret(config, place, `v1.${bytes.toString('base64url')}`),
    () => openSecret(config, place, 'v1.'),
    () => openSecret(config, place, 'secret'),
  ];
  for (const open of refused) assert.throws(open, /cannot be read under the present SECRET_KEY/);
});
