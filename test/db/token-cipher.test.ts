import { randomBytes } from 'node:crypto';
import { keyIdOf, tokenCipher } from '../../src/db/token-cipher.ts';

const [key, other] = [randomBytes(32), randomBytes(32)];
const cipher = tokenCipher([key]);
const place = { team: 'T1', field: 'bot token' };
const token = 'xoxb-1234-a-secret';
const envelope = cipher.encrypt(token, place);

test('what was encrypted is read again, and nothing of it shows', () => {
  expect(cipher.decrypt(envelope, place)).toBe(token);
  expect(envelope).not.toContain(token);
  expect(Buffer.from(envelope.split('.')[3] ?? '', 'hex').toString()).not.toContain('xoxb');
});

test('the envelope names its version, key, 12-byte IV and 16-byte tag; each IV is new', () => {
  const [version, keyId, iv = '', , tag = ''] = envelope.split('.');
  expect([version, keyId, iv.length / 2, tag.length / 2]).toEqual(['v1', keyIdOf(key), 12, 16]);
  const ivs = Array.from({ length: 1000 }, () => cipher.encrypt(token, place).split('.')[2]);
  expect(new Set(ivs).size).toBe(1000);
});

test('another key is refused, also under the same id', () => {
  expect(() => tokenCipher([other]).decrypt(envelope, place)).toThrow(/isn't named/);
  const disguised = envelope.replace(keyIdOf(key), keyIdOf(other));
  expect(() => tokenCipher([other]).decrypt(disguised, place)).toThrow();
  expect(() => tokenCipher([key, other]).decrypt(disguised, place)).toThrow();
});

test('a character altered at any position is refused', () => {
  const accepted: number[] = [];
  for (let at = 0; at < envelope.length; at++)
    for (const put of ['0', '1', 'f', 'A', '.', '\0']) {
      if (envelope[at] === put) continue;
      const altered = envelope.slice(0, at) + put + envelope.slice(at + 1);
      try {
        cipher.decrypt(altered, place);
        accepted.push(at);
      } catch {
        // As it shall be.
      }
    }
  expect(accepted).toEqual([]);
});

test('a bit flipped in any byte of IV, ciphertext and tag is refused', () => {
  const parts = envelope.split('.');
  for (const part of [2, 3, 4])
    for (let byte = 0; byte < (parts[part] ?? '').length / 2; byte++) {
      const bytes = Buffer.from(parts[part] ?? '', 'hex');
      bytes[byte] = (bytes[byte] ?? 0) ^ 1;
      const altered = parts.with(part, bytes.toString('hex')).join('.');
      expect(() => cipher.decrypt(altered, place)).toThrow();
    }
});

test.each([0, 4, 8, 12, 15])('a tag cut to %d bytes is refused, whose right beginning it is', (bytes) => {
  const parts = envelope.split('.');
  const cut = parts.with(4, (parts[4] ?? '').slice(0, bytes * 2)).join('.');
  expect(() => cipher.decrypt(cut, place)).toThrow(/no envelope/);
});

test('another field, another workspace and another version are refused', () => {
  expect(() => cipher.decrypt(envelope, { ...place, field: 'refresh token' })).toThrow();
  expect(() => cipher.decrypt(envelope, { ...place, team: 'T2' })).toThrow();
  expect(() => cipher.decrypt(envelope.replace('v1', 'v2'), place)).toThrow(/no envelope/);
  // The two are told apart, whatever stands in them.
  const moved = cipher.encrypt(token, { team: 'T1", "x', field: 'y' });
  expect(() => cipher.decrypt(moved, { team: 'T1', field: 'x", "y' })).toThrow();
});

test('of two keys the first encrypts and both decrypt', () => {
  const rotating = tokenCipher([other, key]);
  expect(rotating.decrypt(envelope, place)).toBe(token);
  const again = rotating.encrypt(token, place);
  expect(tokenCipher([other]).decrypt(again, place)).toBe(token);
  expect(() => cipher.decrypt(again, place)).toThrow();
});
