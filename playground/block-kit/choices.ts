import { z } from 'zod';
import { actionId, confirm, focusOnLoad, overflowOption, plainText, richOption, styled, url } from './composition.ts';
import { notOffered, offers } from './selects.ts';

/** Buttons, overflow menus, checkboxes and radio buttons. */

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: url.optional(),
  accessibility_label: z.string().max(75).optional(),
  ...styled,
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(overflowOption).min(1).max(5),
  confirm,
});

const fewOptions = z.array(richOption).min(1).max(10);

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    action_id: actionId,
    options: fewOptions,
    initial_options: z.array(richOption).min(1).max(10).optional(),
    confirm,
    focus_on_load: focusOnLoad,
  })
  .refine((boxes) => offers(boxes.options, boxes.initial_options), { message: notOffered, path: ['initial_options'] });

export const radioButtons = z
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
