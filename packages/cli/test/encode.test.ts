import {
  decodeMessage,
  familyNames,
  messageToJson,
  octetsOfHexadecimal,
  otherNlriFamilies,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';
import { corpusPath } from './corpora.ts';

async function run(words: readonly string[], input = '') {
  const surroundings = new CapturedSurroundings({ input });
  const exitCode = await runCommandLine(words, surroundings);
  return { exitCode, output: surroundings.output.text, errors: surroundings.errors.text };
}

interface DecodedLine {
  readonly message: unknown;
  readonly faults: readonly unknown[];
  readonly context: Pick<WireContext, 'fourOctetAsNumbers' | 'addPath' | 'session'>;
}

/** What octets mean in the session that a line of `decode --json` was in. */
function meaningOf(hexadecimal: string, { context }: DecodedLine): unknown {
  const decoded = decodeMessage(octetsOfHexadecimal(hexadecimal), {
    extendedMessages: true,
    families: familyNames,
    extendedNextHop: familyNames,
    otherFamilies: otherNlriFamilies.map(({ afi, safi }) => ({
      afi,
      safi,
      addPath: context.addPath.length > 0,
    })),
    ...context,
  });
  return 'message' in decoded ? messageToJson(decoded.message) : decoded.fault.detail;
}

describe('bgpeer encode', () => {
  it('makes hexadecimal of JSON', async () => {
    expect(
      await run(
        ['encode'],
        '{"type":"KEEPALIVE"}\n\n{"type":"ROUTE-REFRESH","afi":1,"safi":1,"subtype":0}\n',
      ),
    ).toEqual({
      exitCode: 0,
      output: `${'ff'.repeat(16)}001304\n${'ff'.repeat(16)}00170500010001\n`,
      errors: '',
    });
  });

  it('says every problem with its line and place, and encodes the rest', async () => {
    const lines = ['{"type":"KEEPALIVE"}', 'what?', '{"type":"OPEN","version":4}', '{"type":"PING"}'];
    const { exitCode, output, errors } = await run(['encode', '-'], lines.join('\n'));
    expect(exitCode).toBe(2);
    expect(output).toBe(`${'ff'.repeat(16)}001304\n`);
    expect(errors).toContain('line 2: no JSON');
    expect(errors).toMatch(/line 3: \/holdTimeSeconds: expected /);
    expect(errors).toMatch(/line 4: \/type: expected /);
  });

  it('says when a message does not fit', async () => {
    const nlri = Array.from({ length: 20_000 }, (_, index) => ({
      prefix: `10.${index >> 8}.${index & 255}.0/24`,
    }));
    const message = { type: 'UPDATE', withdrawn: nlri, attributes: {}, nlri: [] };
    const { exitCode, errors } = await run(['encode'], JSON.stringify(message));
    expect(exitCode).toBe(2);
    expect(errors).toContain('line 1: cannot be encoded: ');
  });

  it('keeps to the choices of the session', async () => {
    const message = JSON.stringify({
      type: 'UPDATE',
      withdrawn: [],
      attributes: {
        origin: 'IGP',
        asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_001] }],
        nextHop: '192.0.2.1',
      },
      nlri: [{ prefix: '10.0.0.0/8', pathIdentifier: 7 }],
    });
    expect((await run(['encode'], message)).output).toContain('40020602010000fde9');
    expect((await run(['encode', '--two-octet-as'], message)).output).toContain('4002040201fde9');
    expect((await run(['encode', '--add-path'], message)).output).toContain('00000007080a');
  });

  it.each([
    'pcap-packetlife/BGP_MP_NLRI.cap',
    'pcap-packetlife/bgp-add-path.cap',
    'pcap-tcpdump/bgp-4byte-asn.pcap',
    'pcap-tcpdump/bgp-shutdown-communication.pcapng',
    'mrt-libbgpstream/ris.rrc06.updates.1427846400.gz',
    'mrt-mrtparse/bird_bgp',
    'mrt-mrtparse/quagga_bgp',
    'mrt-ryu/updates.20161101.0000.gz',
  ])('takes what decode gives of %s, and the octets mean the same', async (file) => {
    const types = ['open', 'update', 'notification', 'keepalive', 'route-refresh'].flatMap((type) => [
      '--type',
      type,
    ]);
    const decoded = await run(['decode', corpusPath(file), '--json', ...types]);
    const lines: DecodedLine[] = decoded.output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.flatMap(({ faults }) => faults)).toEqual([]);
    const { exitCode, output, errors } = await run(['encode'], decoded.output);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    const octets = output.trimEnd().split('\n');
    expect(octets.map((one, index) => meaningOf(one, lines[index]))).toEqual(
      lines.map(({ message }) => message),
    );
  });
});
