/** When something was captured, since the Unix epoch; as fine as the file says it. */
export interface CaptureTime {
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

const nanosecondsPerMillisecond = 1_000_000;

/** The time of a clock in milliseconds (fractions count), as a driver's `now` is. */
export function captureTimeOfMilliseconds(milliseconds: number): CaptureTime {
  const seconds = Math.floor(milliseconds / 1000);
  const nanoseconds = Math.round((milliseconds - seconds * 1000) * nanosecondsPerMillisecond);
  return nanoseconds < 1_000_000_000 ? { seconds, nanoseconds } : { seconds: seconds + 1, nanoseconds: 0 };
}

/** Milliseconds since the Unix epoch, with fractions. */
export function millisecondsOfCaptureTime({ seconds, nanoseconds }: CaptureTime): number {
  return seconds * 1000 + nanoseconds / nanosecondsPerMillisecond;
}

/** `1452168107.000123`: seconds with six decimals. */
export function formatCaptureTime({ seconds, nanoseconds }: CaptureTime): string {
  return `${seconds}.${String(Math.floor(nanoseconds / 1000)).padStart(6, '0')}`;
}
