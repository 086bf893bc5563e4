// Dates as Slack shows them: a format with words in braces, in the time zone of the person who looks.

const dayOf = (date, timeZone) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(date);
const dayMilliseconds = 24 * 60 * 60 * 1000;
const halfYear = 183 * dayMilliseconds;

function ordinal(day) {
  const tens = day % 100;
  if (tens >= 11 && tens <= 13) return `${day}th`;
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;
}

/** The year is left out of dates that are near, as Slack does. */
function written(date, timeZone, { month, weekday, ordinals }) {
  const part = (options) => new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(date);
  const day = Number(part({ day: 'numeric' }));
  const year = Math.abs(Date.now() - date) > halfYear ? `, ${part({ year: 'numeric' })}` : '';
  const name = weekday ? `${part({ weekday: 'long' })}, ` : '';
  return `${name}${part({ month })} ${ordinals ? ordinal(day) : day}${year}`;
}

/** today, yesterday or tomorrow, where it is one of them. */
function nearby(date, timeZone) {
  const day = dayOf(date, timeZone);
  const days = { today: 0, yesterday: -dayMilliseconds, tomorrow: dayMilliseconds };
  return Object.keys(days).find((name) => day === dayOf(Date.now() + days[name], timeZone));
}

function ago(date) {
  const seconds = Math.round((Date.now() - date) / 1000);
  const [size, unit] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ].find(([size]) => Math.abs(seconds) >= size) ?? [1, 'second'];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.trunc(seconds / size), unit);
}

const long = { month: 'long', ordinals: true };
const words = {
  date_num: dayOf,
  date_slash: (date, zone) => dayOf(date, zone).replaceAll('-', '/'),
  date: (date, zone) => written(date, zone, long),
  date_short: (date, zone) => written(date, zone, { month: 'short' }),
  date_long: (date, zone) => written(date, zone, { ...long, weekday: true }),
  date_long_full: (date, zone) => written(date, zone, { ...long, weekday: true }),
  date_pretty: (date, zone) => nearby(date, zone) ?? words.date(date, zone),
  date_short_pretty: (date, zone) => nearby(date, zone) ?? words.date_short(date, zone),
  date_long_pretty: (date, zone) => nearby(date, zone) ?? words.date_long(date, zone),
  day_divider_pretty: (date, zone) => nearby(date, zone) ?? written(date, zone, { ...long, weekday: true }),
  time: (date, timeZone) =>
    new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' }).format(date),
  time_secs: (date, timeZone) =>
    new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(date),
  ago,
};

/** `{date_short_pretty}, {time}` filled in. `seconds` is Unix time; a format that isn't known gives the fallback. */
export function dateText(seconds, format, timeZone, fallback = '') {
  const date = new Date(seconds * 1000);
  const names = [...format.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (Number.isNaN(date.getTime()) || names.length === 0 || names.some((name) => !words[name]))
    return fallback || format;
  return format.replace(/\{(\w+)\}/g, (_, name) => words[name](date, timeZone));
}

export const clockTime = (seconds, timeZone) => dateText(seconds, '{time}', timeZone);
export const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const dayName = (seconds, timeZone) => capitalised(dateText(seconds, '{day_divider_pretty}', timeZone));
export const wholeTime = (seconds, timeZone) => dateText(seconds, '{date_long} at {time_secs}', timeZone);

/** Unix seconds as an `<input type="datetime-local">` has them in a time zone, and back. */
export function localOf(seconds, timeZone) {
  const date = new Date(seconds * 1000);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(date);
  return `${dayOf(date, timeZone)}T${time}`;
}
export function secondsOf(local, timeZone) {
  const asUtc = Date.parse(`${local}Z`) / 1000;
  const offset = (at) => Date.parse(`${localOf(at, timeZone)}Z`) / 1000 - at;
  return asUtc - offset(asUtc - offset(asUtc));
}
