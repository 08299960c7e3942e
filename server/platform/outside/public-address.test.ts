import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress, PrivateAddress, resolveProvider } from './public-address.ts';
import { requestOutside } from './request.ts';

test('Nothing but an address on the internet is public', () => {
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])
    assert.equal(isPublicAddress(address), true, address);
  for (const address of [
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])
    assert.equal(isPublicAddress(address), false, address);
});

test('A name is judged by the addresses that it stands for, however it is spelled', async () => {
  for (const host of [
    'localhost',
    '127.0.0.1',
    '[::1]',
    '::1',
    '2130706433',
    '0x7f.1',
    '127.1',
    '017700000001',
  ]) {
    await assert.rejects(resolveProvider(host, { allowPrivateProviders: false }), PrivateAddress, host);
  }
  const found = await resolveProvider('localhost', { allowPrivateProviders: true });
  assert.ok(found.some(({ address }) => address === '127.0.0.1' || address === '::1'));
});

test('A request goes nowhere private, and credentials never travel in the clear', async () => {
  const request = { method: 'GET', headers: {}, timeoutMs: 1000, mostBytes: 100 } as const;
  const closed = { allowPrivateProviders: false };
  await assert.rejects(requestOutside(closed, 'https://127.0.0.1:1/x', request), PrivateAddress);
  await assert.rejects(requestOutside(closed, 'https://[::ffff:7f00:1]/x', request), PrivateAddress);
  await assert.rejects(requestOutside(closed, 'http://8.8.8.8/x', request), /https only/);
});
