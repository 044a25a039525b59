import { faultToJson, formatHexadecimal, messageToJson } from '@bgpeer/bgp-wire';
import type { DecodeItem, MessageItem } from './decode-item.ts';
import { formatInstant } from './instant-text.ts';

/** An item as one line of JSON. */
export function itemJsonLine(item: DecodeItem): string {
  return JSON.stringify(itemJson(item));
}

function itemJson(item: DecodeItem): unknown {
  switch (item.kind) {
    case 'message':
      return messageItemJson(item);
    case 'route': {
      const { offset, time, peer, prefix, nlri, family, pathIdentifier, originatedTimeSeconds, decoded } =
        item;
      const originated = formatInstant({ seconds: originatedTimeSeconds, nanoseconds: 0 });
      return {
        kind: 'route',
        offset,
        time: formatInstant(time),
        peer,
        prefix,
        nlri,
        ...family,
        pathIdentifier,
        originated,
        attributes: decoded.attributes,
        faults: decoded.faults.map(faultToJson),
      };
    }
    case 'state': {
      const { time, peerAddress, peerAsNumber, localAddress, localAsNumber, oldState, newState } =
        item.record;
      const peer = { address: peerAddress, asNumber: peerAsNumber };
      const local = { address: localAddress, asNumber: localAsNumber };
      return {
        kind: 'state',
        offset: item.offset,
        time: formatInstant(time),
        peer,
        local,
        oldState,
        newState,
      };
    }
    case 'peers': {
      const { kind, offset, time, collectorBgpIdentifier, viewName, peers } = item;
      return { kind, offset, time: formatInstant(time), collectorBgpIdentifier, viewName, peers };
    }
  }
}

function messageItemJson(item: MessageItem): unknown {
  const { offset, time, from, to, decoded, context, basis, octets } = item;
  return {
    kind: 'message',
    offset,
    time: time && formatInstant(time),
    from,
    to,
    ...('message' in decoded
      ? { message: messageToJson(decoded.message), faults: decoded.faults.map(faultToJson) }
      : { message: null, faults: [faultToJson(decoded.fault)] }),
    context: {
      fourOctetAsNumbers: context.fourOctetAsNumbers,
      addPath: context.addPath,
      session: context.session,
      basis,
    },
    octets: formatHexadecimal(octets),
  };
}
