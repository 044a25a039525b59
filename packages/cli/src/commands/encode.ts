import { readFile } from 'node:fs/promises';
import { formatHexadecimal } from '@bgpeer/bgp-wire';
import { defineCommand } from '../command.ts';
import { encodeLine } from '../encode/encode-line.ts';
import { CommandFailure } from '../exit-code.ts';
import { type Surroundings, writeLines } from '../surroundings.ts';

/** `bgpeer encode`: messages in JSON into octets. */
export const encodeCommand = defineCommand({
  words: 'encode [input]',
  summary: 'Make octets, in hexadecimal, of BGP messages in JSON',
  details: [
    'One JSON object a line, of the form in message-json.md, or a line of `bgpeer decode --json`, whose context counts then. ' +
      'One line of hexadecimal each. Lines that are no messages are said with the place and what is expected; the others ' +
      'are encoded all the same.',
  ],
  positionals: {
    input: { type: 'string', default: '-', describe: 'File, or - for the standard input' },
  },
  flags: {
    'two-octet-as': {
      type: 'boolean',
      default: false,
      describe: 'AS numbers of two octets (RFC 4271), not four (RFC 6793)',
    },
    'add-path': { type: 'boolean', default: false, describe: 'NLRI have path identifiers (RFC 7911)' },
  },
  examples: [
    ['bgpeer encode messages.jsonl', 'a file of messages'],
    ['bgpeer decode session.pcap --json | bgpeer encode', 'the octets of a session again'],
  ],
  async run(values, surroundings) {
    const text = await readLines(values.input, surroundings);
    const negotiated = { fourOctetAsNumbers: !values['two-octet-as'], addPath: values['add-path'] };
    let isWhole = true;
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const encoded = encodeLine(line, negotiated);
      if ('octets' in encoded) {
        writeLines(surroundings.output, [formatHexadecimal(encoded.octets)]);
      } else {
        isWhole = false;
        writeLines(
          surroundings.errors,
          encoded.problems.map((problem) => `bgpeer: line ${index + 1}: ${problem}`),
        );
      }
    }
    return isWhole ? 0 : 2;
  },
});

async function readLines(path: string, surroundings: Surroundings): Promise<string> {
  if (path === '-' || path === '') return surroundings.readInput();
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${path} cannot be read: ${reason}`, {
      exitCode: 2,
      fix: 'name a file, or - for the standard input',
    });
  }
}
