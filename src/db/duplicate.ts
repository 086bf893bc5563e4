import { Refusal } from '../domain/refusal.ts';

/** The field whose unique index refused a write; undefined for any other error. */
export function duplicatedField(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 11000) return undefined;
  const pattern = 'keyPattern' in error ? (error.keyPattern as Record<string, unknown>) : {};
  return Object.keys(pattern).at(-1);
}

/** Runs a write; where its unique index says no, the sentence kept for that field is the refusal, shown at `field`. */
export async function refusingDuplicates<T>(
  sentences: Record<string, { sentence: string; field?: string }>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const refusal = sentences[duplicatedField(error) ?? ''];
    if (refusal) throw new Refusal(refusal.sentence, refusal.field);
    throw error;
  }
}
