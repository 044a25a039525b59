import { type FlowspecComponent, type FlowspecRule, isPrefixComponent } from '@bgpeer/bgp-wire';

/** Words of ExaBGP for numbers and flags; its own notation has no `==`. */
const numbersOfWords: Readonly<Record<string, string>> = {
  tcp: '6',
  udp: '17',
  unreachable: '3',
  'echo-request': '8',
  'echo-reply': '0',
  push: 'psh',
};

/** A rule as a component's texts by the component's name. */
export function flowspecWords({ routeDistinguisher, components }: FlowspecRule): object {
  return {
    ...(routeDistinguisher !== undefined && { rd: routeDistinguisher }),
    ...Object.fromEntries(components.map((component) => [component.type, componentWords(component)])),
  };
}

/** The same of ExaBGP's fields of a rule. */
export function flowspecWordsOfExabgp(fields: Readonly<Record<string, unknown>>): object {
  const { string: _, rd, ...components } = fields;
  const entries = Object.entries(components).map(([name, texts]) => [
    name.replace(/^(destination|source)-ipv[46]$/, '$1-prefix').replace('next-header', 'protocol'),
    (texts as readonly string[]).map((text) => componentText(name, text)),
  ]);
  return { ...(rd !== undefined && { rd }), ...Object.fromEntries(entries) };
}

function componentWords(component: FlowspecComponent): unknown {
  return isPrefixComponent(component) ? [component.prefix] : component.match;
}

function componentText(name: string, text: string): string {
  const translated = text.replace(/[a-z]+(?:-[a-z]+)*/g, (word) => numbersOfWords[word] ?? word);
  const isNumeric = !['tcp-flags', 'fragment'].includes(name) && !name.includes('-ipv');
  return isNumeric ? translated.replace(/(^|&)=/g, '$1==') : translated;
}
