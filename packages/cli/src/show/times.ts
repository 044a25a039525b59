const secondsPerMinute = 60;
const secondsPerHour = 60 * secondsPerMinute;
const secondsPerDay = 24 * secondsPerHour;
const secondsPerWeek = 7 * secondsPerDay;
const secondsPerYear = 365 * secondsPerDay;

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Whole seconds from `since` to `now` (both in milliseconds), never below 0. */
export function wholeSecondsBetween(since: number, now: number): number {
  return Math.max(0, Math.floor((now - since) / 1000));
}

/** Milliseconds from `since` to `now`, cut to whole seconds as FRR counts them. */
export function wholeSecondsInMs(since: number, now: number): number {
  return wholeSecondsBetween(since, now) * 1000;
}

/** A span as FRR writes it: `00:02:41`, `2d03h04m`, `01w2d03h`, `01y02w3d`. */
export function formatUptime(seconds: number): string {
  const weeks = Math.floor((seconds % secondsPerYear) / secondsPerWeek);
  const days = Math.floor(((seconds % secondsPerYear) % secondsPerWeek) / secondsPerDay);
  const hours = Math.floor((seconds % secondsPerDay) / secondsPerHour);
  const minutes = Math.floor((seconds % secondsPerHour) / secondsPerMinute);
  if (seconds < secondsPerDay) {
    return `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds % secondsPerMinute)}`;
  }
  if (seconds < secondsPerWeek) return `${days}d${twoDigits(hours)}h${twoDigits(minutes)}m`;
  if (seconds < secondsPerYear) return `${twoDigits(weeks)}w${days}d${twoDigits(hours)}h`;
  return `${twoDigits(Math.floor(seconds / secondsPerYear))}y${twoDigits(weeks)}w${days}d`;
}

/** The span from `since` to `now` (milliseconds), as FRR writes it; `never` when there is no start. */
export function formatUptimeSince(since: number | undefined, now: number): string {
  return since === undefined ? 'never' : formatUptime(wholeSecondsBetween(since, now));
}

/** An instant (milliseconds since the Unix epoch) in local time as C's asctime: `Fri Nov 20 14:57:16 2026`. */
export function formatInstant(instant: number): string {
  const date = new Date(instant);
  const day = String(date.getDate()).padStart(2, ' ');
  return (
    `${dayNames[date.getDay()]} ${monthNames[date.getMonth()]} ${day} ` +
    `${formatTimeOfDay(instant)} ${date.getFullYear()}`
  );
}

/** An instant's local time of day: `14:57:16`. */
export function formatTimeOfDay(instant: number): string {
  const date = new Date(instant);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** An instant in milliseconds as whole seconds since the Unix epoch. */
export function epochSeconds(instant: number): number {
  return Math.floor(instant / 1000);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
