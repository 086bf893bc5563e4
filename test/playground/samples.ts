/** Blocks, elements and objects of a given size, for the tables of Block Kit's limits. */

export const text = (length: number) => 'x'.repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const plain = (length: number) => ({ type: 'plain_text', text: text(length) });
export const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: text(length) });
export const option = (index = 0) => ({ text: plain(1), value: String(index) });
export const options = (count: number) => many(count, option);
export const groups = (count: number) => many(count, () => ({ label: plain(1), options: options(1) }));

type Fields = Record<string, unknown>;

export const section = (fields: Fields = {}) => ({ type: 'section', text: plain(1), ...fields });
export const divider = (fields: Fields = {}) => ({ type: 'divider', ...fields });
export const button = (fields: Fields = {}) => ({ type: 'button', text: plain(1), action_id: 'pressed', ...fields });
export const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
export const beside = (accessory: unknown) => section({ accessory });
export const element = (type: string, fields: Fields = {}) => ({ type, action_id: 'chosen', ...fields });
export const input = (inner: unknown, fields: Fields = {}) => ({
  type: 'input',
  label: plain(1),
  element: inner,
  ...fields,
});
export const confirm = (fields: Fields = {}) =>
  button({ confirm: { title: plain(1), text: plain(1), confirm: plain(1), deny: plain(1), ...fields } });
const picture = { image_url: 'https://example.com/x.png', alt_text: 'x' };
export const image = (fields: Fields = {}) => ({ type: 'image', ...picture, ...fields });
export const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });
export const richSection = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
export const markdown = (length: number) => ({ type: 'markdown', text: text(length) });
export const table = (rows: number, cells: number, fields: Fields = {}) => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: 'x' }))),
  ...fields,
});
export const video = (fields: Fields = {}) => ({
  type: 'video',
  video_url: 'https://example.com/embed',
  thumbnail_url: 'https://example.com/x.png',
  alt_text: 'x',
  title: plain(1),
  ...fields,
});
export const url = (length: number) => 'https://example.com/'.padEnd(length, 'x');
