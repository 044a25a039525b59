import { Speaker } from '@bgpeer/speaker';
import { defineCommand } from '../command.ts';
import { checkConfiguration, countProblems, reportProblems } from '../configuration/check-configuration.ts';
import { socketFlag } from '../control-access.ts';
import type { Surroundings } from '../surroundings.ts';
import { writeLines } from '../surroundings.ts';
import { announcement } from '../tor/announcement.ts';
import { configurationFlags } from '../tor/configuration-flags.ts';
import { listenAddresses } from '../tor/listen-addresses.ts';
import { isFile, readingAgain } from '../tor/reading-again.ts';
import { logFormats, logLevels, routerLogger } from '../tor/router-logger.ts';
import { recordingFlags, sessionRecording } from '../tor/session-recording.ts';
import { torConfiguration } from '../tor/tor-configuration.ts';

const farewell = 'bgpeer stopped by its operator';

/** `bgpeer tor`: the top-of-rack router. */
export const torCommand = defineCommand({
  words: 'tor [config]',
  summary: 'Run a top-of-rack router from an frr.conf, a YAML file or flags',
  details: [
    'Without a file the flags from `--asn` to `--passive` are the configuration. A file and those flags do not go ' +
      'together. Port 179 needs a right: root, `setcap cap_net_bind_service`, or another `--port`.',
    '',
    'SIGINT or SIGTERM ends the router cleanly: Cease / Administrative Shutdown to every peer, kernel routes removed. ' +
      'A second signal ends it at once. SIGHUP, or `bgpeer config reload`, has it read its file again: only a sound ' +
      'configuration is taken, and sessions that it does not concern go on.',
  ],
  positionals: {
    config: { type: 'string', describe: 'frr.conf or YAML file, - for the standard input' },
  },
  flags: {
    ...configurationFlags,
    port: { type: 'number', requiresArg: true, describe: 'TCP port to listen on (else the file, else 179)' },
    listen: { type: 'string', array: true, describe: 'Address to listen on; may be given again (else all)' },
    fib: { choices: ['none', 'kernel'] as const, describe: 'Whether best routes go into the kernel' },
    'state-file': {
      type: 'string',
      requiresArg: true,
      describe: 'What a run leaves for a graceful restart of the next one (else beside the control socket)',
    },
    ...recordingFlags,
    ...socketFlag,
    strict: { type: 'boolean', default: false, describe: 'Warnings about the configuration are fatal' },
    check: { type: 'boolean', default: false, describe: 'Only check the configuration' },
    'log-level': { choices: logLevels, default: 'info' as const, describe: 'The least that is logged' },
    'log-format': {
      choices: logFormats,
      default: 'auto' as const,
      describe: 'pretty on a terminal, else JSON',
    },
  },
  examples: [
    ['bgpeer tor frr.conf', 'the router of an frr.conf, on port 179'],
    ['bgpeer tor frr.conf --port 1790', 'without any right'],
    [
      'bgpeer tor --asn 65000 --router-id 192.168.10.200 --accept 192.168.0.0/16 --remote-as external --max-paths 4',
      'whoever dials in from 192.168.0.0/16',
    ],
    ['bgpeer tor frr.conf --pcap sessions.pcap', 'a recording that Wireshark opens'],
    [
      'bgpeer tor frr.conf --state-file /var/lib/bgpeer/restart.json',
      'where a graceful restart finds what the run before left',
    ],
    ['bgpeer tor frr.conf --fib kernel', 'best routes into the kernel, with their equal-cost sets'],
  ],
  async run(values, surroundings) {
    const read = await torConfiguration(values.config, values, surroundings);
    const checked = checkConfiguration(read, values);
    reportProblems(checked.problems, surroundings);
    if (checked.document === undefined) return 2;
    const listen = listenAddresses(checked.document, values);
    if (values.check) {
      writeLines(surroundings.output, [`${read.source}: good (${countProblems(checked.problems)})`]);
      return 0;
    }
    const recording = sessionRecording(values, surroundings);
    const speaker = new Speaker({
      configuration: checked.document,
      configurationSource: read.source,
      placeOf: read.placeOf,
      readAgain: readingAgain(values.config, values, surroundings),
      listen,
      fib: values.fib,
      controlSocketPath: values.socket,
      stateFilePath: values['state-file'],
      recorders: recording.recorders,
      logger: routerLogger({
        level: values['log-level'],
        format: values['log-format'],
        isTerminal: surroundings.output.isTerminal,
        wantsColour: surroundings.output.isTerminal && !surroundings.environment.NO_COLOR,
      }),
    });
    if (isFile(values.config)) surroundings.onHangUp(() => void speaker.reload());
    try {
      await runUntilStopped(speaker, read.source, surroundings);
    } finally {
      recording.close();
    }
    return 0;
  },
});

/** Starts the router and returns once it has stopped: by a signal, or by `bgpeer stop`. */
async function runUntilStopped(speaker: Speaker, source: string, surroundings: Surroundings): Promise<void> {
  const interruption = surroundings.interruption();
  const stop = () => void speaker.stop({ communication: farewell });
  await speaker.start();
  writeLines(surroundings.errors, announcement(speaker, source));
  interruption.addEventListener('abort', stop);
  if (interruption.aborted) stop();
  await speaker.whenStopped;
  const farewellWords = speaker.stopsGracefully
    ? 'no peer was told: the next start takes the place of this one (graceful restart)'
    : 'every peer was told (Cease / Administrative Shutdown)';
  writeLines(surroundings.errors, [`bgpeer: stopped; ${farewellWords}`]);
}
