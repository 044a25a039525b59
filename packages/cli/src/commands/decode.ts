import { escapeControlCharacters } from '@bgpeer/bgp-wire';
import type { CaptureFault } from '@bgpeer/capture';
import { defineCommand } from '../command.ts';
import type { DecodeItem } from '../decode/decode-item.ts';
import { inputOf } from '../decode/input-octets.ts';
import { itemBgpdumpLines } from '../decode/item-bgpdump.ts';
import { filterItem, isFiltering, itemFilter, itemTypes } from '../decode/item-filter.ts';
import { itemJsonLine } from '../decode/item-json.ts';
import { itemBlock } from '../decode/item-text.ts';
import { counted, progressBar } from '../decode/progress-bar.ts';
import { readItems } from '../decode/read-items.ts';
import { CommandFailure } from '../exit-code.ts';
import { writeLines } from '../surroundings.ts';

/** `bgpeer decode`: octets of BGP in words. */
export const decodeCommand = defineCommand({
  words: 'decode <input>',
  summary: 'Say what is in a capture, an MRT file or octets of BGP',
  details: [
    'What the input is shows in its content: pcap, pcapng, MRT (RFC 6396), bare BGP messages; each also packed with gzip ' +
      'or bzip2, or written in hexadecimal or base64.',
    '',
    'Each message is a block of lines; what is wrong with it (RFC 7606) is said with the octets it is about. What a session ' +
      'negotiated is learnt from its OPENs; where they are missing, the reading with the mildest faults is taken. Of a file ' +
      'that is cut or damaged all that can be read is shown; then the place and the reason are said, and the exit code is 1.',
  ],
  positionals: {
    input: {
      type: 'string',
      demandOption: true,
      describe: 'File, octets in hexadecimal or base64, or - for the standard input',
    },
  },
  flags: {
    json: { type: 'boolean', default: false, describe: 'One JSON object a line' },
    bgpdump: { type: 'boolean', default: false, describe: 'The lines of `bgpdump -m`' },
    peer: { type: 'string', requiresArg: true, describe: 'Only what this address sent or was sent' },
    prefix: {
      type: 'string',
      requiresArg: true,
      describe: 'Only routes to this prefix and more specific ones',
    },
    type: { choices: itemTypes, array: true, describe: 'Only these; may be given again' },
    port: {
      type: 'number',
      array: true,
      describe: 'TCP port of BGP in packet captures; may be given again (else 179)',
    },
  },
  examples: [
    ['bgpeer decode session.pcap', 'a packet capture, message by message'],
    ['bgpeer decode updates.20190101.0000.gz --prefix 193.0.0.0/16', 'an MRT file, and one corner of it'],
    ['bgpeer decode rib.mrt.bz2 --bgpdump', 'for scripts that know bgpdump'],
    ['bgpeer decode ffffffffffffffffffffffffffffffff001304', 'one message, in hexadecimal'],
  ],
  async run(values, surroundings) {
    if (values.json && values.bgpdump) {
      throw new CommandFailure('--json and --bgpdump do not go together', {
        exitCode: 2,
        fix: 'leave one out',
      });
    }
    const filter = itemFilter(values);
    const input = await inputOf(values.input, surroundings);
    const bar = progressBar(input.octetCount, surroundings);
    const chunks = bar === undefined ? input.chunks : counted(input.chunks, bar.advance);
    const linesOf = values.json
      ? (item: DecodeItem) => [itemJsonLine(item)]
      : values.bgpdump
        ? itemBgpdumpLines
        : textOf;
    let isWhole = true;
    let isEmpty = true;
    const mrtAsBgpdumpLines = values.bgpdump && !isFiltering(filter);
    for await (const items of readItems(chunks, { ports: values.port, mrtAsBgpdumpLines })) {
      const lines: string[] = [];
      if (items.length > 0) isEmpty = false;
      for (const item of items) {
        if (item.kind === 'ready-lines') {
          surroundings.output.write(item.octets);
          continue;
        }
        if (item.kind === 'fault') {
          isWhole = false;
          writeLines(surroundings.output, lines.splice(0));
          writeLines(surroundings.errors, [faultLine(input.name, item)]);
          continue;
        }
        if (item.kind === 'message' && !('message' in item.decoded)) isWhole = false;
        const wanted = filterItem(item, filter);
        if (wanted !== undefined) lines.push(...linesOf(wanted));
      }
      writeLines(surroundings.output, lines);
      await surroundings.output.drained();
    }
    bar?.stop();
    if (isEmpty) writeLines(surroundings.errors, [emptyLine(input.name)]);
    return isWhole ? 0 : 1;
  },
});

function textOf(item: DecodeItem): string[] {
  return [...itemBlock(item).map(escapeControlCharacters), ''];
}

/** Silence would look like a broken capture, where most often the session ran on another port. */
function emptyLine(name: string): string {
  return `bgpeer: ${name}: no BGP message was found (of a packet capture, TCP port 179 is read; --port names another)`;
}

function faultLine(name: string, { offset, detail }: CaptureFault): string {
  return `bgpeer: ${name}: octet ${offset}: ${escapeControlCharacters(detail)}`;
}
