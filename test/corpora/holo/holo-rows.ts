/** What of a router's configuration (YANG) there is in these rows. */
export interface HoloConfiguration {
  readonly 'ietf-routing:routing': {
    readonly 'control-plane-protocols': {
      readonly 'control-plane-protocol': readonly { readonly 'ietf-bgp:bgp'?: HoloBgp }[];
    };
  };
  readonly 'ietf-routing-policy:routing-policy': {
    readonly 'defined-sets': {
      readonly 'prefix-sets': {
        readonly 'prefix-set': readonly {
          readonly name: string;
          readonly prefixes: { readonly 'prefix-list': readonly { readonly 'ip-prefix': string }[] };
        }[];
      };
    };
  };
}

export interface HoloBgp {
  readonly global: { readonly as: number; readonly identifier: string };
  readonly neighbors: {
    readonly neighbor: readonly { readonly 'remote-address': string; readonly 'peer-as': number }[];
  };
}

export interface HoloAttributes {
  readonly base: {
    readonly origin: string;
    readonly as_path: { readonly segments: readonly { readonly members: readonly number[] }[] };
    readonly local_pref?: number;
  };
}

export interface HoloMessage {
  readonly Open?: { readonly my_as: number; readonly holdtime: number; readonly identifier: string };
  readonly Keepalive?: object;
  readonly Update?: {
    readonly reach?: { readonly prefixes: readonly string[]; readonly nexthop: string };
    readonly attrs?: HoloAttributes;
  };
}

export interface HoloEvent {
  readonly Ibus?: {
    readonly NexthopUpd?: { readonly addr: string; readonly metric: number | null };
    readonly RouteRedistributeAdd?: { readonly protocol: string; readonly prefix: string };
  };
  readonly Protocol?: {
    readonly NbrRx?: { readonly nbr_addr: string; readonly msg: { readonly Ok?: HoloMessage } };
  };
}

export interface HoloSent {
  readonly NbrTx: {
    readonly SendMessage?: { readonly nbr_addr: string; readonly msg: HoloMessage };
    readonly SendMessageList?: { readonly nbr_addr: string; readonly msg_list: readonly HoloMessage[] };
  };
}

export interface HoloInstalled {
  readonly RouteIpAdd?: {
    readonly prefix: string;
    readonly distance: number;
    readonly nexthops: readonly { readonly Recursive: { readonly addr: string } }[];
  };
}
