import { VirtualNetwork } from '@bgpeer/testkit';
import { type DriverWorld, testDriverCompliance } from './compliance.ts';
import { RawMachine } from './raw-machine.ts';

testDriverCompliance('in virtual time', async () => {
  const network = new VirtualNetwork();
  const addresses = { left: '192.0.2.1', right: '192.0.2.2', raw: '192.0.2.3' };
  const port = 179;
  // Hosts on which nobody listens: they refuse dials, until a router is started in their place.
  for (const address of Object.values(addresses))
    network.addMachine(address, new RawMachine(), { addresses: [address], listenPort: 0 });
  const world: DriverWorld = {
    addresses,
    port,
    async startRouter(address, configuration) {
      network.removeHost(address);
      const driven = network.addRouter(address, configuration, { addresses: [address] });
      driven.start();
      network.settle();
      return {
        router: driven.router,
        get events() {
          return driven.events;
        },
        deleteNetwork: (prefix) => driven.command({ name: 'network-delete', family: 'ipv4-unicast', prefix }),
        stop: (communication) => driven.command({ name: 'stop', communication }),
      };
    },
    async dial(address) {
      const machine = new RawMachine();
      network.removeHost(addresses.raw);
      network.addMachine(addresses.raw, machine, { addresses: [addresses.raw], listenPort: 0 });
      machine.dial(address, port);
      network.runUntil(() => machine.isOpen, { what: 'a connection' });
      return machine;
    },
    async waitFor(what, predicate) {
      network.runUntil(predicate, { what });
    },
    async close() {},
  };
  return world;
});
