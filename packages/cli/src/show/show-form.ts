import type { FamilyName } from '@bgpeer/bgp-wire';
import type { ControlClient } from '@bgpeer/speaker';
import type { WordForm } from '../words/match-words.ts';

/** What was asked for, once its words are understood. */
export interface ShowRequest {
  readonly client: ControlClient;
  /** The literal words, whole. */
  readonly literals: ReadonlySet<string>;
  /** What the user filled in, by the pattern's names. */
  readonly values: ReadonlyMap<string, string>;
}

/** An answer in both of its forms, each made only when it is wanted. */
export interface ShownAnswer {
  text(): string[];
  json(): unknown;
  /** Said to a person beside the answer. */
  readonly note?: string;
}

/** One thing that `show` can show. */
export interface ShowForm extends WordForm {
  readonly meaning: string;
  answer(request: ShowRequest): Promise<ShownAnswer>;
}

/** The family the words name; undefined when they leave it open. */
export function familyAsked({ literals }: ShowRequest): FamilyName | undefined {
  if (literals.has('ipv6')) return 'ipv6-unicast';
  return literals.has('ipv4') || literals.has('ip') ? 'ipv4-unicast' : undefined;
}

/** The unicast family of an address. */
export function familyOfAddress(address: string): FamilyName {
  return address.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
}
