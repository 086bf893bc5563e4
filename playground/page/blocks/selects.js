// Selects: each says where its choices come from and how what is chosen is kept; the box itself is combobox.js.
import { combobox } from '../widgets/combobox.js';
import { avatar, icon } from '../widgets/dom.js';
import { plain } from './text.js';

const words = (option) => [option.label, option.detail ?? ''].join(' ').toLowerCase();
const filtered = (groups, typed) =>
  groups
    .map((group) => ({ ...group, options: group.options.filter((one) => words(one).includes(typed.toLowerCase())) }))
    .filter((group) => group.options.length > 0);

const ofOption = (option) => ({
  key: option.value,
  label: plain(option.text),
  detail: plain(option.description),
  kept: option,
});
const ofPerson = ({ userId, name, fullName }) => ({
  key: userId,
  label: fullName,
  detail: `@${name}`,
  picture: avatar(fullName),
  kept: userId,
});
const ofChannel = ({ id, name }) => ({ key: id, label: name, picture: icon('hash'), kept: id });

const groupsOf = ({ options, option_groups: groups }) =>
  groups
    ? groups.map((group) => ({ heading: plain(group.label), options: group.options.map(ofOption) }))
    : [{ options: (options ?? []).map(ofOption) }];

/** The choices of each kind, and how to find one again from what is kept. */
const sources = {
  static: (element) => ({ find: async (typed) => filtered(groupsOf(element), typed), choice: ofOption }),
  external: (element, field) => ({
    find: async (typed) => groupsOf(await field.suggest(typed)),
    choice: ofOption,
    least: element.min_query_length ?? 3,
  }),
  users: (_, { viewer }) => listed(viewer.people.map(ofPerson)),
  channels: (_, { viewer }) => listed(viewer.channels.map(ofChannel)),
  conversations: (_, { viewer }) => listed([...viewer.channels.map(ofChannel), ...viewer.people.map(ofPerson)]),
};
const listed = (options) => ({
  find: async (typed) => filtered([{ options }], typed),
  choice: (id) => options.find((option) => option.key === id) ?? { key: id, label: id, kept: id },
});

function select(element, field, source, multiple) {
  const { find, choice, least = 0 } = source(element, field);
  const value = field.value();
  const placeholder = plain(element.placeholder) || (multiple ? 'Choose some' : 'Choose one');
  return combobox({
    naming: field.naming,
    label: field.naming['aria-label'] ?? placeholder,
    placeholder,
    multiple,
    most: element.max_selected_items,
    least,
    clearable: field.isOptional,
    chosen: (multiple ? value : [value].filter(Boolean)).map(choice),
    find,
    changed: (options) => field.change(multiple ? options.map((one) => one.kept) : (options[0]?.kept ?? null)),
  });
}

const one = (source) => (element, field) => select(element, field, source, false);
const several = (source) => (element, field) => select(element, field, source, true);

export const selects = {
  static_select: one(sources.static),
  external_select: one(sources.external),
  users_select: one(sources.users),
  channels_select: one(sources.channels),
  conversations_select: one(sources.conversations),
  multi_static_select: several(sources.static),
  multi_external_select: several(sources.external),
  multi_users_select: several(sources.users),
  multi_channels_select: several(sources.channels),
  multi_conversations_select: several(sources.conversations),
};
