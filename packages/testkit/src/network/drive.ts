import type { SansIo } from '@bgpeer/fsm';

/**
 * Takes every output a machine has and performs it, in order: what each driver does after each `handle*`. `perform` must
 * not give the machine input.
 */
export function drainOutputs<Output>(
  machine: SansIo<never, Output>,
  perform: (output: Output) => void,
): void {
  for (;;) {
    const output = machine.pollOutput();
    if (output === undefined) return;
    perform(output);
  }
}
