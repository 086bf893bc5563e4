// What has been typed and chosen on one surface (a form, Home, a message), in Slack's own shape. It outlives redraws.

const kept = (kind) => [`selected_${kind}`, `initial_${kind}`];
const text = ['value', 'initial_value'];

/** Where each kind of element keeps what was chosen, and the field that it starts from. */
const kinds = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  static_select: kept('option'),
  external_select: kept('option'),
  radio_buttons: kept('option'),
  users_select: kept('user'),
  conversations_select: kept('conversation'),
  channels_select: kept('channel'),
  multi_static_select: kept('options'),
  multi_external_select: kept('options'),
  checkboxes: kept('options'),
  multi_users_select: kept('users'),
  multi_conversations_select: kept('conversations'),
  multi_channels_select: kept('channels'),
  datepicker: kept('date'),
  timepicker: kept('time'),
  datetimepicker: kept('date_time'),
};

export const fieldName = (element) => kinds[element.type]?.[0];

const elementsOf = (block) =>
  [block.element, block.accessory, ...(block.type === 'actions' ? block.elements : [])].filter(Boolean);

/** Whether something in it can be typed or chosen, and so hangs on the block's id. */
export const isStateful = (block) => elementsOf(block).some(fieldName);

const initial = (element) => {
  const [name, from] = kinds[element.type];
  return element[from] ?? (name.endsWith('s') ? [] : null);
};

export function createState() {
  const typed = new Map();
  const key = (block, element) => `${block.block_id} ${element.action_id}`;
  const get = (block, element) => {
    const given = typed.get(key(block, element));
    return given === undefined ? initial(element) : given;
  };
  return {
    get,
    set(block, element, value) {
      typed.set(key(block, element), value);
    },
    /** { blockId: { actionId: { type, value | selected_option | … } } } */
    values(blocks) {
      const all = {};
      for (const block of blocks)
        for (const element of elementsOf(block).filter(fieldName)) {
          all[block.block_id] ??= {};
          all[block.block_id][element.action_id] = { type: element.type, [fieldName(element)]: get(block, element) };
        }
      return all;
    },
  };
}
