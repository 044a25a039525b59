import type { PeersAnswer } from '@bgpeer/speaker';
import { advertisedRoutesJson, advertisedRoutesText } from './advertised-routes.ts';
import { neighborsJson } from './neighbor-json.ts';
import { neighborsText } from './neighbor-text.ts';
import { receivedRoutesJson, receivedRoutesText } from './received-routes.ts';
import type { ShownAnswer, ShowRequest } from './show-form.ts';
import { familyAsked, familyOfAddress } from './show-form.ts';
import { tableAnswer } from './table-answers.ts';

/** `show bgp neighbors [X]`. */
export async function showNeighbors(request: ShowRequest): Promise<ShownAnswer> {
  const answer = await neighborsAsked(request);
  if (answer.peers.length === 0 && request.values.has('NEIGHBOR')) return noSuchNeighbor;
  return { text: () => neighborsText(answer), json: () => neighborsJson(answer) };
}

/** `show bgp neighbors X advertised-routes`. */
export async function showAdvertisedRoutes(request: ShowRequest): Promise<ShownAnswer> {
  const [peer] = (await neighborsAsked(request)).peers;
  if (peer === undefined) return noSuchNeighbor;
  const family = familyAsked(request) ?? familyOfAddress(peer.address);
  const answer = await request.client.advertisedRoutes(peer.address, family);
  return {
    text: () => advertisedRoutesText(answer, peer, family),
    json: () => advertisedRoutesJson(answer, peer, family),
  };
}

/** `show bgp neighbors X routes`. */
export async function showNeighborRoutes(request: ShowRequest): Promise<ShownAnswer> {
  const [peer] = (await neighborsAsked(request)).peers;
  if (peer === undefined) return noSuchNeighbor;
  const family = familyAsked(request) ?? familyOfAddress(peer.address);
  const answer = await request.client.routes(family);
  const prefixes = answer.prefixes
    .map((prefix) => ({
      ...prefix,
      routes: prefix.routes.filter((route) => route.peer?.address === peer.address),
    }))
    .filter((prefix) => prefix.routes.length > 0);
  return tableAnswer({ ...answer, prefixes }, family, answer.prefixes);
}

/** `show bgp neighbors X received-routes|filtered-routes`. */
export async function showReceivedRoutes(request: ShowRequest): Promise<ShownAnswer> {
  const [peer] = (await neighborsAsked(request)).peers;
  if (peer === undefined) return noSuchNeighbor;
  const family = familyAsked(request) ?? familyOfAddress(peer.address);
  const part = request.literals.has('filtered-routes') ? 'filtered' : 'received';
  const answer = await request.client.receivedRoutes(peer.address, family);
  return {
    text: () => receivedRoutesText(answer, peer, family, part),
    json: () => receivedRoutesJson(answer, peer, family, part),
  };
}

const noSuchNeighbor: ShownAnswer = {
  text: () => neighborsText({ now: 0, peers: [] }),
  json: () => ({ bgpNoSuchNeighbor: true }),
};

/** Every peer, or the one that is named by its address or its host name. */
async function neighborsAsked({ client, values }: ShowRequest): Promise<PeersAnswer> {
  const answer = await client.peers();
  const name = values.get('NEIGHBOR');
  if (name === undefined) return answer;
  const peers = answer.peers.filter((peer) => peer.address === name || peer.hostName === name);
  return { ...answer, peers };
}
