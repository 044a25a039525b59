import type { ReferenceRib, ReferenceRoute, RibCommand } from '@bgpeer/testkit';

/** Does to the slow RIB what `RibUnderTest.run` does to the real one. */
export function runOnReference(reference: ReferenceRib, command: RibCommand): void {
  switch (command.name) {
    case 'set':
      reference.set(command.peer, command.prefix, command.pathIdentifier, command.attributes, command.weight);
      return;
    case 'withdraw':
      reference.withdraw(command.peer, command.prefix, command.pathIdentifier);
      return;
    case 'drop-peer':
      reference.dropPeer(command.peer);
      return;
    case 'staleness':
      reference.setStaleness(command.peer, command.staleness);
      return;
    case 'next-hop':
      reference.setNextHop(command.nextHop, command.reachable, command.metric);
      return;
  }
}

/** The same route has the same name here and in `RibUnderTest.nameOf`. */
export function referenceName({ peer, pathIdentifier }: ReferenceRoute): string {
  return `${peer.address} ${pathIdentifier}`;
}
