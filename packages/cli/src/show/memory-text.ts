const units = ['KiB', 'MiB', 'GiB', 'TiB'];

/** An amount of memory as FRR writes it: bytes up to about ten of the next unit, then that unit, rounded. */
export function formatMemory(octets: number): string {
  let text = `${octets} bytes`;
  let amount = octets;
  for (const unit of units) {
    amount /= 1024;
    if (Math.floor(amount) <= 10) break;
    text = `${Math.round(amount)} ${unit}`;
  }
  return text;
}
