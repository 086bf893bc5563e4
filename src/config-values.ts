import { z } from 'zod';

/** Values of variables; `what` says in a sentence what is expected. */

export const text = (what: string) => z.string({ error: `${what} is expected` }).min(1, `${what} is expected`);

export const startingWith = (prefix: string, what: string) =>
  text(what).refine((value) => value.startsWith(prefix), `${what} is expected, which starts with ${prefix}`);

export const url = (protocols: string, what: string) =>
  text(what).refine((value) => new RegExp(`^(${protocols})://\\S+$`).test(value), `${what} is expected`);

export const whole = (least: number, most: number) =>
  z.coerce
    .number({ error: `a whole number from ${least} to ${most} is expected` })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      message: `a whole number from ${least} to ${most} is expected`,
    });
