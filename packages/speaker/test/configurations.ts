import type { ConfigDocumentInput } from '@bgpeer/config';
import type { PeerConfiguration, RouterConfiguration } from '@bgpeer/router';
import { speakerConfiguration } from '../src/speaker-configuration.ts';

/** A top-of-rack router with two passive peers, as a program writes it. */
export const testDocument: ConfigDocumentInput = {
  asNumber: 65000,
  routerId: '192.0.2.200',
  ebgpRequiresPolicy: false,
  networks: ['10.10.1.0/24'],
  peers: [
    { address: '192.0.2.1', remoteAs: 'external', passive: true },
    { address: '192.0.2.2', remoteAs: 'external', passive: true },
  ],
};

export function testConfiguration(document: ConfigDocumentInput = testDocument): RouterConfiguration {
  return speakerConfiguration(document, 'test').router;
}

export function testPeer(changes: Partial<PeerConfiguration> = {}): PeerConfiguration {
  return { ...testConfiguration().peers[0], ...changes };
}
