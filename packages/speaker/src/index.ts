export { monotonicEpochMilliseconds } from './clock.ts';
export type { WaitOptions } from './condition-waiter.ts';
export * from './control/contract.ts';
export { ControlClient } from './control/control-client.ts';
export { ControlError } from './control/control-error.ts';
export { controlApiReference } from './control/reference.ts';
export { defaultControlSocketPath } from './control/socket-path.ts';
export { Driver, type DriverOptions } from './driver.ts';
export { createEventLogger, describeEvent } from './logging/event-logger.ts';
export { RecordingFile } from './recording/recording-file.ts';
export { RefusedCommand } from './refused-command.ts';
export type { RouteExpectation } from './route-wait.ts';
export { Speaker } from './speaker.ts';
export type { ReadConfigurationAgain, SpeakerOptions, StopOptions } from './speaker-options.ts';
export {
  ConfigurationError,
  ControlSocketError,
  KernelFibError,
  ListenError,
  StartError,
} from './start-errors.ts';
export { highestIpv4Address } from './transport/interface-subnets.ts';
export type { ListenAddress } from './transport/tcp-listeners.ts';
export { TcpTransport } from './transport/tcp-transport.ts';
export { speakerVersion } from './version.ts';
export { WaitError } from './wait-error.ts';
