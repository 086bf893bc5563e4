import { z } from 'zod';
import {
  actionId,
  confirm,
  dispatchActionConfig,
  focusOnLoad,
  hasOnePicture,
  onePicture,
  overflowOption,
  pictureFields,
  placeholder,
  plainText,
  richOption,
  styled,
  url,
} from './composition.ts';
import { notOffered, offers, selects } from './selects.ts';

/** Elements: what can be pressed, chosen and typed into, and which blocks take which. */

const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: url.optional(),
  accessibility_label: z.string().max(75).optional(),
  ...styled,
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(overflowOption).min(1).max(5),
  confirm,
});

const fewOptions = z.array(richOption).min(1).max(10);

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    action_id: actionId,
    options: fewOptions,
    initial_options: z.array(richOption).min(1).max(10).optional(),
    confirm,
    focus_on_load: focusOnLoad,
  })
  .refine((boxes) => offers(boxes.options, boxes.initial_options), { message: notOffered, path: ['initial_options'] });

const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    action_id: actionId,
    options: fewOptions,
    initial_option: richOption.optional(),
    confirm,
    focus_on_load: focusOnLoad,
  })
  .refine((radio) => offers(radio.options, radio.initial_option && [radio.initial_option]), {
    message: notOffered,
    path: ['initial_option'],
  });

const picker = { action_id: actionId, confirm, focus_on_load: focusOnLoad };

const datePicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  placeholder,
  initial_date: z.iso.date().optional(),
});

const timePicker = z.strictObject({
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

const datetimePicker = z.strictObject({
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

const plainTextInput = z
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

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() });

const numeric = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional();

const numberInput = z
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

const image = z.strictObject({ type: z.literal('image'), ...pictureFields }).refine(hasOnePicture, onePicture);

const inAnyBlock = [checkboxes, radioButtons, datePicker, timePicker, ...selects] as const;

/** Beside a section's text. */
export const accessory = z.discriminatedUnion('type', [button, overflow, image, ...inAnyBlock]);

/** In a row of actions. */
export const pressable = z.discriminatedUnion('type', [button, overflow, datetimePicker, ...inAnyBlock]);

/** In an input. */
export const fillable = z.discriminatedUnion('type', [
  plainTextInput,
  emailInput,
  urlInput,
  numberInput,
  datetimePicker,
  ...inAnyBlock,
]);

/** In a context. */
export const contextImage = image;
