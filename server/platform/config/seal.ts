import { createHmac, type KeyObject } from 'node:crypto';
import { deriveKey } from './secret-key.ts';

/**
 * HMAC-SHA-256 (RFC 2104) of some bytes with this installation's key for one purpose. What was handed out with its seal is
 * known again, and can be written again, without keeping it.
 */
export function sealWith(
  config: { readonly secretKey: KeyObject },
  purpose: string,
  bytes: Uint8Array,
): Buffer {
  return createHmac('sha256', deriveKey(config, purpose)).update(bytes).digest();
}
