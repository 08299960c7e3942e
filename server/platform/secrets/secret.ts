import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { deriveKey } from '../config/secret-key.ts';

type Keyed = { readonly secretKey: KeyObject };
/** Whose secret it is and what for: it opens there and nowhere else, so no row can borrow another one's. */
export type SecretPlace = { orgId: string; purpose: string };

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

function bound({ orgId, purpose }: SecretPlace): Buffer {
  return Buffer.from(`${version} ${orgId} ${purpose}`, 'utf8');
}

/** A secret as the database may keep it: AES-256-GCM with this installation's key for stored secrets. */
export function sealSecret(config: Keyed, place: SecretPlace, text: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(config, 'stored secrets'), iv);
  cipher.setAAD(bound(place));
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${sealed.toString('base64url')}`;
}

/**
 * The secret that `sealSecret` sealed for this place. Throws where it is damaged, belongs elsewhere, or was sealed under
 * another SECRET_KEY: then it must be typed again.
 */
export function openSecret(config: Keyed, place: SecretPlace, sealed: string): string {
  const [start, encoded = ''] = sealed.split('.');
  const bytes = Buffer.from(encoded, 'base64url');
  if (start !== version || bytes.length < ivBytes + tagBytes) throw unreadable();
  const decipher = createDecipheriv(
    'aes-256-gcm',
    deriveKey(config, 'stored secrets'),
    bytes.subarray(0, ivBytes),
  );
  decipher.setAAD(bound(place));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  try {
    const text = decipher.update(bytes.subarray(ivBytes, bytes.length - tagBytes));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    throw unreadable();
  }
}

function unreadable(): Error {
  return new Error(
    'A stored secret cannot be read under the present SECRET_KEY; enter it again in the settings.',
  );
}
