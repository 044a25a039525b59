import { type Logger, pino, stdTimeFunctions } from 'pino';
import { PinoPretty } from 'pino-pretty';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export const logFormats = ['auto', 'json', 'pretty'] as const;

/** The router's log on the standard output: `auto` is pretty on a terminal and JSON, a line an event, elsewhere. */
export function routerLogger(settings: {
  readonly level: (typeof logLevels)[number];
  readonly format: (typeof logFormats)[number];
  readonly isTerminal: boolean;
  readonly wantsColour: boolean;
}): Logger {
  const options = { level: settings.level, base: undefined, timestamp: stdTimeFunctions.isoTime };
  const isPretty = settings.format === 'pretty' || (settings.format === 'auto' && settings.isTerminal);
  if (!isPretty) return pino(options);
  return pino(
    options,
    PinoPretty({ colorize: settings.wantsColour, translateTime: 'SYS:HH:MM:ss.l', sync: true }),
  );
}
