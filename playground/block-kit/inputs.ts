import { z } from 'zod';
import { actionId, confirm, dispatchActionConfig, focusOnLoad, placeholder } from './composition.ts';

/** Pickers of dates and times, and inputs for text and numbers. */

const picker = { action_id: actionId, confirm, focus_on_load: focusOnLoad };

export const datePicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  placeholder,
  initial_date: z.iso.date().optional(),
});

export const timePicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picker,
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().min(1).optional(),
});

/** Seconds since 1970, in ten digits. */
const seconds = z.number().int().min(1_000_000_000).max(9_999_999_999);

export const datetimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...picker,
  initial_date_time: seconds.optional(),
});

const typed = {
  action_id: actionId,
  placeholder,
  dispatch_action_config: dispatchActionConfig,
  focus_on_load: focusOnLoad,
};
const mostTyped = 3000;

export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    multiline: z.boolean().optional(),
    initial_value: z.string().max(mostTyped).optional(),
    min_length: z.number().int().min(0).max(mostTyped).optional(),
    max_length: z.number().int().min(1).max(mostTyped).optional(),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? Number.POSITIVE_INFINITY), {
    message: 'must be less than or equal to max_length',
    path: ['min_length'],
  })
  .refine((input) => (input.initial_value ?? '').length <= (input.max_length ?? Number.POSITIVE_INFINITY), {
    message: 'must not be longer than max_length',
    path: ['initial_value'],
  });

export const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

export const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

const numeric = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional();

export const numberInput = z
  .strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: numeric,
    min_value: numeric,
    max_value: numeric,
  })
  .refine(({ min_value: least = '-Infinity', max_value: most = 'Infinity' }) => Number(least) <= Number(most), {
    message: 'must be less than or equal to max_value',
    path: ['min_value'],
  });
