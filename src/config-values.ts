import { z } from 'zod';

/** Values of variables; `what` says in a sentence what is expected. */

export const text = (what: string) => z.string({ error: `${what} is expected` }).min(1, `${what} is expected`);

/** A secret or a token has no spaces: where there are some, a comment or a second value was copied with it. */
export const secret = (what: string) =>
  text(what).refine((value) => !/\s/.test(value), { error: `${what} is expected, without spaces`, abort: true });

export const startingWith = (prefix: string, what: string) =>
  secret(what).refine((value) => value.startsWith(prefix), `${what} is expected, which starts with ${prefix}`);

export const url = (protocols: string, what: string) =>
  text(what).refine((value) => new RegExp(`^(${protocols})://\\S+$`).test(value), {
    error: `${what} is expected`,
    abort: true,
  });

export const whole = (least: number, most: number, what = `a whole number from ${least} to ${most}`) =>
  z.coerce
    .number({ error: `${what} is expected` })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, `${what} is expected`);
