import { type CaptureFault, captureFault } from '../capture-fault.ts';
import { Bgp4mpSessions } from '../mrt/bgp4mp-sessions.ts';
import { type MrtFrame, MrtFramer } from '../mrt/mrt-framer.ts';
import { readMrtRecord } from '../mrt/mrt-reader.ts';
import type { Bgp4mpMessage, MrtPeer } from '../mrt/mrt-record.ts';
import { bgpdumpLines, bgpdumpMessageSource, bgpdumpUpdateLines } from './bgpdump-lines.ts';
import { lenientUpdate } from './lenient-update.ts';
import { RibTextWriter } from './rib-text.ts';
import { TextBuffer } from './text-buffer.ts';

const initialOctetCount = 1024 * 1024;

/**
 * Turns an MRT file into the lines of `bgpdump -m`, octets into octets: `push` a chunk, then take `next` until it gives
 * undefined, then `takeText`; at last `end`. What is wrong with a record comes as a fault, and stands for its lines.
 */
export class BgpdumpTextReader {
  readonly #framer = new MrtFramer();
  readonly #sessions = new Bgp4mpSessions();
  readonly #ribs = new RibTextWriter();
  readonly #text = new TextBuffer(initialOctetCount);
  #peers: readonly MrtPeer[] = [];

  push(chunk: Uint8Array): void {
    this.#framer.push(chunk);
  }

  /** Reads on to the next fault; undefined when there is none before more octets are needed. */
  next(): CaptureFault | undefined {
    for (let frame = this.#framer.next(); frame !== undefined; frame = this.#framer.next()) {
      const fault = frame.kind === 'frame' ? this.#read(frame) : frame;
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  /** The lines of what has been read since they were taken last, whole and in ASCII. */
  takeText(): Uint8Array {
    return this.#text.take();
  }

  /** To be called after the last chunk: the fault when the file ends inside a record. */
  end(): CaptureFault | undefined {
    return this.#framer.end();
  }

  #read(frame: MrtFrame): CaptureFault | undefined {
    if (this.#ribs.write(frame, this.#text)) return undefined;
    const record = readMrtRecord(frame);
    if (record.kind === 'fault') return record;
    if (record.kind === 'BGP4MP_MESSAGE') return this.#readMessage(record);
    if (record.kind === 'PEER_INDEX_TABLE') {
      this.#peers = record.peers;
      this.#ribs.setPeers(record.peers);
    }
    this.#append(bgpdumpLines(record, { peers: this.#peers, sessions: this.#sessions }));
    return undefined;
  }

  #readMessage(record: Bgp4mpMessage): CaptureFault | undefined {
    const interpreted = this.#sessions.interpret(record);
    const { decoded } = interpreted;
    if (!('message' in decoded)) {
      return captureFault(record.offset, `the record holds no BGP message: ${decoded.fault.detail}`);
    }
    const read = lenientUpdate(record.message, interpreted);
    if (read !== undefined) this.#append(bgpdumpUpdateLines(read, bgpdumpMessageSource(record)));
    return undefined;
  }

  #append(lines: readonly string[]): void {
    for (const line of lines) this.#text.append(`${line}\n`);
  }
}
