import { MrtRecorder, PcapRecorder, type SessionRecorder } from '@bgpeer/capture';
import { RecordingFile } from '@bgpeer/speaker';
import { CommandFailure } from '../exit-code.ts';
import { type Surroundings, writeLines } from '../surroundings.ts';

/** The flags that record a router's sessions. */
export const recordingFlags = {
  pcap: { type: 'string', requiresArg: true, describe: 'Record every session into this file, for Wireshark' },
  mrt: {
    type: 'string',
    requiresArg: true,
    describe: 'Record messages and states into this file as MRT (RFC 6396)',
  },
} as const;

/** Recorders and the files they write. */
export interface SessionRecording {
  readonly recorders: readonly SessionRecorder[];
  readonly close: () => void;
}

/** Opens the files that the flags name. One that cannot be written is a CommandFailure. */
export function sessionRecording(
  flags: { readonly pcap?: string; readonly mrt?: string },
  surroundings: Surroundings,
): SessionRecording {
  const files: RecordingFile[] = [];
  const open = (path: string) => {
    const file = openFile(path, surroundings);
    files.push(file);
    return (octets: Uint8Array) => file.write(octets);
  };
  const recorders: SessionRecorder[] = [];
  if (flags.pcap !== undefined) recorders.push(new PcapRecorder(open(flags.pcap)));
  if (flags.mrt !== undefined) recorders.push(new MrtRecorder(open(flags.mrt)));
  return {
    recorders,
    close: () => {
      for (const file of files) file.close();
    },
  };
}

function openFile(path: string, surroundings: Surroundings): RecordingFile {
  try {
    return new RecordingFile(path, (error) =>
      writeLines(surroundings.errors, [`bgpeer: ${path} is recorded no longer: ${error.message}`]),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${path} cannot be written: ${reason}`, {
      exitCode: 2,
      fix: 'name a file in a folder of yours',
    });
  }
}
