import { z } from 'zod';
import { button, checkboxes, overflow, radioButtons } from './choices.ts';
import { hasOnePicture, onePicture, pictureFields } from './composition.ts';
import { datePicker, datetimePicker, emailInput, numberInput, plainTextInput, timePicker, urlInput } from './inputs.ts';
import { selects } from './selects.ts';

/** Which block takes which elements. */

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
