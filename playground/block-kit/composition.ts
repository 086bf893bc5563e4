import { z } from 'zod';

/** Composition objects: the small pieces that blocks and elements are made of. Limits are from Slack's reference. */

export const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });

const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(most), verbatim: z.boolean().optional() });

export const anyText = (most: number) => z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);

export const blockId = z.string().min(1).max(255).optional();
export const actionId = z.string().min(1).max(255).optional();
export const placeholder = plainText(150).optional();
export const focusOnLoad = z.boolean().optional();

export const url = z
  .string()
  .min(1)
  .max(3000)
  .regex(/^[a-z][a-z0-9+.-]*:/i);
/** The pictures' addresses that Slack takes. */
export const imageUrl = z
  .string()
  .min(1)
  .max(3000)
  .regex(/^https?:\/\//);

const buttonStyle = z.enum(['primary', 'danger']).optional();

export const confirm = z
  .strictObject({
    title: plainText(100),
    text: anyText(300),
    confirm: plainText(30),
    deny: plainText(30),
    style: buttonStyle,
  })
  .optional();

export const styled = { style: buttonStyle, confirm };

const value = z.string().min(1).max(150);

/** Of selects and overflow menus. */
export const option = z.strictObject({
  text: plainText(75),
  value,
  description: plainText(75).optional(),
});

/** Of checkboxes and radio buttons, whose texts may have formats. */
export const richOption = z.strictObject({
  text: anyText(75),
  value,
  description: anyText(75).optional(),
});

export const overflowOption = option.extend({ url: url.optional() });

export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(option).min(1).max(100),
});

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();

export const dispatchActionConfig = z
  .strictObject({
    trigger_actions_on: z
      .array(z.enum(['on_enter_pressed', 'on_character_entered']))
      .min(1)
      .max(2)
      .optional(),
  })
  .optional();

const slackFile = z.union([z.strictObject({ id: z.string().min(1) }), z.strictObject({ url: imageUrl })]);

/** A picture by its address or as a file of Slack's, one of both. */
export const pictureFields = {
  image_url: imageUrl.optional(),
  slack_file: slackFile.optional(),
  alt_text: z.string().min(1).max(2000),
};

export const hasOnePicture = (image: { image_url?: unknown; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);

export const onePicture = 'must define either `image_url` or `slack_file`, and not both';
