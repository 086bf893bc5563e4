import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const version = 'v1';
const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** "v1.KEYID.IV.CIPHERTEXT.TAG" in lower-case hexadecimal, so that there is one way of writing it. */
const envelopePattern = /^(v1)\.([0-9a-f]{8})\.([0-9a-f]{24})\.((?:[0-9a-f]{2})+)\.([0-9a-f]{32})$/;

/** Where a secret belongs. It opens there alone: moved to another workspace or field it is refused. */
interface Place {
  /** The workspace's or the organisation's id. */
  team: string;
  field: string;
}

/** Names a key without telling anything of it. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** Encrypts secrets by AES-256-GCM with the first of these keys of 32 bytes, and decrypts with any of them. */
export function tokenCipher(keys: readonly Buffer[]) {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const bound = (keyId: string, { team, field }: Place) => Buffer.from(JSON.stringify([version, keyId, team, field]));

  return {
    /** Of the key that encrypts. */
    keyId: keys[0] ? keyIdOf(keys[0]) : '',
    keyIds: [...byId.keys()],

    encrypt(secret: string, place: Place): string {
      const [key] = keys;
      if (!key) throw new Error('there is no key to encrypt with');
      const keyId = keyIdOf(key);
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(bound(keyId, place));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return [version, keyId, iv.toString('hex'), text.toString('hex'), cipher.getAuthTag().toString('hex')].join('.');
    },

    /** @throws Error where the envelope was altered, cut or moved, or its key isn't among those named */
    decrypt(envelope: string, place: Place): string {
      const [, , keyId = '', iv = '', text = '', tag = ''] = envelopePattern.exec(envelope) ?? [];
      if (keyId === '') throw new Error('this is no envelope of a secret');
      const key = byId.get(keyId);
      if (!key) throw new Error(`this was encrypted with the key ${keyId}, which isn't named`);
      const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, 'hex'), { authTagLength: tagBytes });
      decipher.setAAD(bound(keyId, place)).setAuthTag(Buffer.from(tag, 'hex'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'hex')), decipher.final()]).toString('utf8');
    },
  };
}

export type TokenCipher = ReturnType<typeof tokenCipher>;
