import type { CaptureTime } from '@bgpeer/capture';

/** `2019-01-01T00:00:00.000123Z`: as ISO 8601 has it, to the microsecond. */
export function formatInstant({ seconds, nanoseconds }: CaptureTime): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
  return `${whole}.${String(Math.floor(nanoseconds / 1000)).padStart(6, '0')}Z`;
}
