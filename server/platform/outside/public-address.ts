import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

// What no provider on the internet has (IANA special-purpose registries, RFC 6890): this machine, private and shared
// networks, link-local (cloud metadata lives there), documentation, benchmarks, multicast, reserved.
const closedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
// Global unicast is 2000::/3; within it these carry or hide other addresses (6to4, Teredo) or are no real ones.
const closedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const closed = { ipv4: blockList(closedV4, 'ipv4'), ipv6: blockList(closedV6, 'ipv6') };
const global = blockList(['2000::/3'], 'ipv6');

/** Whether an IP address can be a server on the internet: not this machine, not a private network, nothing reserved. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !closed.ipv4.check(address, 'ipv4');
  if (version === 6) return global.check(address, 'ipv6') && !closed.ipv6.check(address, 'ipv6');
  return false;
}

/** A host that a company may not name as its provider. */
export class PrivateAddress extends Error {
  constructor(host: string) {
    super(`${host} is not an address on the internet; ALLOW_PRIVATE_PROVIDERS would allow it.`);
    this.name = 'PrivateAddress';
  }
}

export type Resolved = { address: string; family: 4 | 6 };

/**
 * The addresses of a host, IPv4 first, to connect to instead of its name: asked again, a name may answer with another
 * address. Throws PrivateAddress where any of them is private, unless private ones are allowed, and the resolver's
 * error where the host has none.
 */
export async function resolveProvider(
  host: string,
  { allowPrivateProviders }: { allowPrivateProviders: boolean },
): Promise<Resolved[]> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const found = await lookup(bare, { all: true, order: 'ipv4first' });
  if (!allowPrivateProviders && found.some(({ address }) => !isPublicAddress(address)))
    throw new PrivateAddress(host);
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
