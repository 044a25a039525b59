/** The first 32 bits behind the point of the square roots of the first primes (FIPS 180-4, section 5.3.3). */
const initialHash = firstPrimes(8).map((prime) => fractionBits(Math.sqrt(prime)));

/** Likewise of the cube roots (section 4.2.2). */
const roundConstants = firstPrimes(64).map((prime) => fractionBits(Math.cbrt(prime)));

const blockOctetCount = 64;

/** The 32 octets of SHA-256 (FIPS 180-4, section 6.2). */
export function sha256(message: Uint8Array): Uint8Array {
  const blocks = padded(message);
  const hash = Uint32Array.from(initialHash);
  const schedule = new Uint32Array(64);
  for (let offset = 0; offset < blocks.byteLength; offset += blockOctetCount) {
    for (let index = 0; index < 16; index++) schedule[index] = blocks.getUint32(offset + 4 * index);
    extendSchedule(schedule);
    compress(hash, schedule);
  }
  const digest = new DataView(new ArrayBuffer(32));
  hash.forEach((word, index) => {
    digest.setUint32(4 * index, word);
  });
  return new Uint8Array(digest.buffer);
}

/** One bit, zeros, and the count of bits, to whole blocks (section 5.1.1). */
function padded(message: Uint8Array): DataView {
  const octetCount = Math.ceil((message.length + 9) / blockOctetCount) * blockOctetCount;
  const octets = new Uint8Array(octetCount);
  octets.set(message);
  octets[message.length] = 0x80;
  const view = new DataView(octets.buffer);
  view.setBigUint64(octetCount - 8, BigInt(message.length) * 8n);
  return view;
}

function extendSchedule(schedule: Uint32Array): void {
  for (let index = 16; index < 64; index++) {
    const [near, far] = [schedule[index - 2], schedule[index - 15]];
    const sigma0 = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3);
    const sigma1 = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
    schedule[index] = schedule[index - 16] + sigma0 + schedule[index - 7] + sigma1;
  }
}

function compress(hash: Uint32Array, schedule: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = hash;
  for (let index = 0; index < 64; index++) {
    const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + roundConstants[index] + schedule[index]) | 0;
    const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + sum0 + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] += word;
  });
}

function rotated(word: number, count: number): number {
  return (word >>> count) | (word << (32 - count));
}

function fractionBits(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
