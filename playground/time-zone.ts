const minute = 60_000;

/** East of Greenwich at that time, in milliseconds. */
export function offset(timeZone: string, at: number): number {
  const whole = Math.floor(at / minute) * minute;
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  const there = new Intl.DateTimeFormat('sv', options).format(whole);
  return Date.parse(`${there.replace(' ', 'T')}Z`) - whole;
}
