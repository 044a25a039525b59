/** A BGP message as tcpdump prints it. */
export interface TcpdumpMessage {
  /** `Update`. */
  readonly type: string;
  readonly octetCount: number;
  /** What stands behind the length on a message's own line. */
  readonly rest: string;
  /** The lines below, without their indentation. */
  readonly lines: readonly string[];
}

const headLine = /^\t(Open|Update|Notification|Keepalive|Route Refresh) Message \(\d+\), length: (\d+)(.*)$/;

/** The messages in tcpdump's verbose output, in their order. */
export function readTcpdumpText(lines: readonly string[]): TcpdumpMessage[] {
  const messages: (TcpdumpMessage & { readonly lines: string[] })[] = [];
  let isInside = false;
  for (const line of lines) {
    const head = headLine.exec(line);
    if (head !== null) {
      messages.push({ type: head[1], octetCount: Number(head[2]), rest: head[3], lines: [] });
      isInside = true;
    } else if (!line.startsWith('\t')) isInside = false;
    else if (isInside) messages.at(-1)!.lines.push(line.trim());
  }
  return messages;
}

/** The value of an attribute: what stands behind its flags, or on the line below when nothing does. */
export function attributeValue({ lines }: TcpdumpMessage, name: string): string | undefined {
  const index = lines.findIndex((line) => line.startsWith(`${name} (`));
  if (index < 0) return undefined;
  const value = /Flags \[\w*\]: ?(.*)$/.exec(lines[index])?.[1].trim();
  return value === '' ? lines[index + 1] : value;
}

/** The prefixes below a heading. */
export function prefixesBelow({ lines }: TcpdumpMessage, heading: string): string[] {
  const start = lines.indexOf(heading);
  if (start < 0) return [];
  const isPrefix = (line: string) => /^[\d.]+\/\d+/.test(line);
  const below = lines.slice(start + 1);
  const end = below.findIndex((line) => !isPrefix(line));
  return end < 0 ? below : below.slice(0, end);
}
