import { BenchPeer } from './bench-peer.ts';
import { type BenchPeerAddresses, Device, feeder, receivers } from './device.ts';
import type { PeerEvent } from './peer-protocol.ts';
import type { PrefixTally } from './route-tally.ts';
import type { Workload } from './workload.ts';

/** One run: times from the feeder's first octet to the receiver's last prefix. */
export interface Measurement {
  readonly announceSeconds: number;
  readonly withdrawSeconds: number;
  /** What the device computed in both phases: unlike the times, hardly touched by what else the machine does. */
  readonly processorSeconds?: number;
  /** Of the device; absent where there is none, or the kernel does not tell. */
  readonly peakMemoryOctets?: number;
}

/** Feeder → device → receiver, with a new process of the device. */
export async function measureDevice(workload: Workload, cpuProfileDirectory?: string): Promise<Measurement> {
  const device = await Device.start({ family: workload.family, cpuProfileDirectory });
  const receiver = receivers[workload.family];
  const { port } = device;
  const receiverPeer = startPeer('the receiver', receiver, workload, {
    address: receiver.deviceAddress,
    port,
  });
  const feederPeer = startPeer('the feeder', feeder, workload, { address: feeder.deviceAddress, port });
  try {
    await device.whileRunning(establish(feederPeer, receiverPeer));
    const before = device.usage();
    const times = await device.whileRunning(measure(workload, feederPeer, receiverPeer));
    const after = device.usage();
    if (before === undefined || after === undefined) return times;
    const processorSeconds = after.processorSeconds - before.processorSeconds;
    return { ...times, processorSeconds, peakMemoryOctets: after.peakMemoryOctets };
  } finally {
    await Promise.all([feederPeer.stop(), receiverPeer.stop()]);
    await device.stop();
  }
}

/** Feeder → receiver with nothing between: what the two ends cost by themselves. */
export async function measureSink(workload: Workload): Promise<Measurement> {
  const sink = receivers['ipv4-unicast'];
  const sinkPeer = startPeer('the sink', sink, workload);
  const { port } = await sinkPeer.event('listening');
  const feederPeer = startPeer('the feeder', feeder, workload, { address: sink.address, port });
  try {
    await establish(feederPeer, sinkPeer);
    return await measure(workload, feederPeer, sinkPeer);
  } finally {
    await Promise.all([feederPeer.stop(), sinkPeer.stop()]);
  }
}

function startPeer(
  name: string,
  { asNumber, bgpIdentifier, address }: BenchPeerAddresses,
  { family, prefixCount }: Workload,
  dial?: { address: string; port: number },
): BenchPeer {
  const speaker = { asNumber, bgpIdentifier, family };
  const expectsRoutes = asNumber !== feeder.asNumber;
  return new BenchPeer(name, { speaker, dial, localAddress: address, prefixCount, expectsRoutes });
}

async function establish(...peers: readonly BenchPeer[]): Promise<void> {
  await Promise.all(peers.map((peer) => peer.event('established')));
}

async function measure(
  workload: Workload,
  feederPeer: BenchPeer,
  receiverPeer: BenchPeer,
): Promise<Pick<Measurement, 'announceSeconds' | 'withdrawSeconds'>> {
  const phase = async (octets: Uint8Array, end: 'reachable' | 'withdrawn') => {
    feederPeer.send(octets);
    const [first, last] = await Promise.all([feederPeer.event('sending'), receiverPeer.event(end)]);
    return { seconds: secondsBetween(first, last), tally: last.tally };
  };
  const announced = await phase(workload.reachable, 'reachable');
  const withdrawn = await phase(workload.withdrawn, 'withdrawn');
  checkSamePrefixes(workload, announced.tally, withdrawn.tally);
  return { announceSeconds: announced.seconds, withdrawSeconds: withdrawn.seconds };
}

/** A fast answer counts only if it is the right one: every prefix once, and the same ones gone again. */
function checkSamePrefixes(workload: Workload, announced: PrefixTally, withdrawn: PrefixTally): void {
  for (const [what, tally] of Object.entries({ announced, withdrawn })) {
    if (tally.count !== workload.prefixCount || tally.digest !== workload.prefixDigest) {
      throw new Error(
        `${tally.count} prefixes ${what} at the receiver (digest ${tally.digest}), ` +
          `${workload.prefixCount} sent (digest ${workload.prefixDigest})`,
      );
    }
  }
}

function secondsBetween(first: Extract<PeerEvent, { at: bigint }>, last: Extract<PeerEvent, { at: bigint }>) {
  return Number(last.at - first.at) / 1e9;
}
