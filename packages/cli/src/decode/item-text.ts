import {
  formatNlriLists,
  formatNotification,
  type Message,
  type MessageFault,
  type MultiprotocolNlri,
  type Nlri,
  type OpenMessage,
  type UpdateFault,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import { formatEndpoint } from '@bgpeer/capture';
import { type Annotation, annotatedOctets, placeOfFault } from './annotated-octets.ts';
import { attributeLines } from './attribute-text.ts';
import { capabilityText } from './capability-text.ts';
import type { DecodeItem, MessageItem, RouteItem } from './decode-item.ts';
import { familyText } from './family-text.ts';
import { formatInstant } from './instant-text.ts';

/** An item as a block of lines for people: a headline, what is in it indented, then what is wrong with it. */
export function itemBlock(item: DecodeItem): string[] {
  switch (item.kind) {
    case 'message':
      return [messageHeadline(item), ...indented(messageBody(item))];
    case 'route':
      return [
        routeHeadline(item),
        ...indented([...attributeLines(item.decoded.attributes), ...routeFaults(item)]),
      ];
    case 'state': {
      const { time, peerAddress, peerAsNumber, oldState, newState } = item.record;
      const states = `${stateName(oldState)} to ${stateName(newState)}`;
      return [`${formatInstant(time)} peer ${peerAddress} (AS ${peerAsNumber}): ${states}`];
    }
    case 'peers': {
      const headline = `${formatInstant(item.time)} ${item.peers.length} peers of collector ${item.collectorBgpIdentifier}`;
      const peers = item.peers.map(
        ({ address, asNumber, bgpIdentifier }, index) =>
          `${index}: ${address} AS ${asNumber} (${bgpIdentifier})`,
      );
      return [headline, ...indented(peers)];
    }
  }
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function messageHeadline({ time, from, to, octets, decoded }: MessageItem): string {
  const when = time === undefined ? '' : `${formatInstant(time)} `;
  const who = from === undefined || to === undefined ? '' : `${formatEnd(from)} to ${formatEnd(to)} `;
  const what = 'message' in decoded ? decoded.message.type : 'no message';
  return `${when}${who}${what}, ${octets.length} octets`;
}

function formatEnd({ address, port }: { readonly address: string; readonly port?: number }): string {
  return port === undefined ? address : formatEndpoint({ address, port });
}

function messageBody(item: MessageItem): string[] {
  const { decoded, octets } = item;
  if (!('message' in decoded)) {
    const { detail, offset } = decoded.fault;
    const place = Math.min(offset, octets.length - 1);
    return [
      faultLine(decoded.fault),
      ...annotatedOctets(octets, [{ start: place, end: place + 1, words: detail }]),
    ];
  }
  const { message, faults } = decoded;
  const annotations: Annotation[] = faults.map((fault) => ({
    ...placeOfFault(octets, fault),
    words: fault.reason,
  }));
  return [
    ...contentLines(message),
    ...(faults.length > 0 && item.basis === 'guess'
      ? ['the OPENs of both sides were not seen: read by a guess']
      : []),
    ...faults.map(faultLine),
    ...(faults.length === 0 ? [] : annotatedOctets(octets, annotations)),
  ];
}

function faultLine(fault: UpdateFault | MessageFault): string {
  const words = 'treatment' in fault ? fault.treatment : 'session-reset';
  return `! ${words}: ${fault.detail} (${formatNotification(fault.notification)})`;
}

function contentLines(message: Message): string[] {
  switch (message.type) {
    case 'OPEN':
      return openLines(message);
    case 'UPDATE':
      return updateLines(message);
    case 'NOTIFICATION':
      return [formatNotification(message)];
    case 'KEEPALIVE':
      return [];
    case 'ROUTE-REFRESH': {
      const subtypes = ['request', 'begin', 'end'];
      return [
        `AFI ${message.afi}, SAFI ${message.safi}, ${subtypes[message.subtype] ?? `subtype ${message.subtype}`}`,
      ];
    }
  }
}

function openLines(open: OpenMessage): string[] {
  const { version, myAutonomousSystem, holdTimeSeconds, bgpIdentifier, capabilities } = open;
  return [
    `version ${version}, AS ${myAutonomousSystem}, hold time ${holdTimeSeconds} s, BGP Identifier ${bgpIdentifier}`,
    ...capabilities.map((capability) => `capability ${capabilityText(capability)}`),
  ];
}

function updateLines(update: UpdateMessage): string[] {
  const { withdrawn, attributes, nlri, reachable, unreachable } = update;
  const lines = [
    ...nlriLines('withdrawn', withdrawn),
    ...multiprotocolLines('withdrawn', unreachable),
    ...attributeLines(attributes),
    ...nlriLines('reachable', nlri),
    ...multiprotocolLines('reachable', reachable),
  ];
  return lines.length === 0 ? ['End-of-RIB of IPv4 Unicast'] : lines;
}

function multiprotocolLines(word: string, list: MultiprotocolNlri | undefined): string[] {
  if (list === undefined) return [];
  const family = familyText(list);
  const texts = formatNlriLists(list);
  return (texts.length === 0 ? ['nothing'] : texts).map((text) => `${word} ${family} ${text}`);
}

function nlriLines(word: string, list: readonly Nlri[]): string[] {
  return list.map(({ prefix, pathIdentifier }) =>
    pathIdentifier === undefined
      ? `${word} ${prefix}`
      : `${word} ${prefix} path-identifier ${pathIdentifier}`,
  );
}

function routeHeadline({
  time,
  peer,
  prefix,
  nlri,
  pathIdentifier,
  originatedTimeSeconds,
}: RouteItem): string {
  const path = pathIdentifier === undefined ? '' : ` path-identifier ${pathIdentifier}`;
  const since = formatInstant({ seconds: originatedTimeSeconds, nanoseconds: 0 });
  return `${formatInstant(time)} ${prefix ?? nlri}${path} from ${peer.address} (AS ${peer.asNumber}) since ${since}`;
}

function routeFaults({ decoded }: RouteItem): string[] {
  return decoded.faults.map(faultLine);
}

/** RFC 6396, section 4.4.1. */
const stateNames = [undefined, 'Idle', 'Connect', 'Active', 'OpenSent', 'OpenConfirm', 'Established'];

function stateName(state: number): string {
  return stateNames[state] ?? `state ${state}`;
}
