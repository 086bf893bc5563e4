import type { Element } from './blocks.ts';

/** An element's value as Slack has it in `state.values`, and in an action. */
export type Value = Record<string, unknown>;

interface Kind {
  /** Where the value is. */
  field: string;
  /** What it is at the start. */
  initial: string;
  several?: boolean;
}

const typed: Kind = { field: 'value', initial: 'initial_value' };
const option: Kind = { field: 'selected_option', initial: 'initial_option' };
const options: Kind = { field: 'selected_options', initial: 'initial_options', several: true };

/** How each kind of element keeps what is typed or chosen; buttons and overflow menus keep nothing. */
const kinds: Record<string, Kind> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  static_select: option,
  external_select: option,
  radio_buttons: option,
  checkboxes: options,
  multi_static_select: options,
  multi_external_select: options,
  users_select: { field: 'selected_user', initial: 'initial_user' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', several: true },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: { field: 'selected_conversations', initial: 'initial_conversations', several: true },
  channels_select: { field: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', several: true },
  datepicker: { field: 'selected_date', initial: 'initial_date' },
  timepicker: { field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time' },
};

export const keepsValue = (element: Element): boolean => element.type in kinds;

/** The value before anything is typed or chosen. */
export function initialValue(element: Element): Value {
  const { field, initial, several } = kinds[element.type] ?? typed;
  return holding(element, element[initial] ?? (several ? [] : null), field);
}

/** The value of one who chose or typed this: options, ids, dates as Slack has them; several for elements that take several. */
export function chosenValue(element: Element, chosen: unknown[]): Value {
  const { field, several } = kinds[element.type] ?? option;
  return holding(element, several ? chosen : (chosen[0] ?? null), field);
}

function holding(element: Element, value: unknown, field: string): Value {
  const zone = element.type === 'timepicker' && element['timezone'] ? { timezone: element['timezone'] } : {};
  return { type: element.type, [field]: value, ...zone };
}

/** What is typed or chosen; null or [] where nothing is. */
export const contentOf = (value: Value): unknown => value[kinds[String(value['type'])]?.field ?? 'value'];

/** The part of an action that is the element's value; undefined where it keeps none. */
export function valueIn(action: Record<string, unknown>): Value | undefined {
  const type = String(action['type']);
  const kind = kinds[type];
  return kind && { type, [kind.field]: action[kind.field] ?? (kind.several ? [] : null) };
}
