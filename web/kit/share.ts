// A unit's share of a draw's seed. It is made here and stays here until it is
// revealed: the server gets its SHA-256 first, so that nobody can choose a
// share after having seen another's.

export interface Share {
  share: string; // 64 hex digits, the secret
  commitment: string; // SHA-256 of the 32 bytes, 64 hex digits
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bare = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(bare)) throw new RangeError("a share is 64 hex digits");
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) bytes[i] = parseInt(bare.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The commitment to a share: SHA-256 over its 32 bytes, not over its digits. */
export async function commitmentOf(share: string): Promise<string> {
  return hex(await sha256(bytesOf(share)));
}

/** Makes a share of 32 random bytes and its commitment. */
export async function newShare(): Promise<Share> {
  const share = hex(crypto.getRandomValues(new Uint8Array(32)));
  return { share, commitment: await commitmentOf(share) };
}

const shelf = (draw: string, unit: string) => `zhiye.share.${draw}.${unit}`;

/** Keeps the share in this browser; the downloaded file is the second copy. */
export function keepShare(draw: string, unit: string, share: string) {
  try {
    localStorage.setItem(shelf(draw, unit), share);
  } catch {
    // the download remains
  }
}

export function keptShare(draw: string, unit: string): string {
  try {
    return localStorage.getItem(shelf(draw, unit)) ?? "";
  } catch {
    return "";
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return plainSHA256(bytes); // an inner network without TLS has no crypto.subtle
}

/** FIPS 180-4, for pages that were not loaded over TLS. */
export function plainSHA256(message: Uint8Array): Uint8Array {
  const k = roundConstants();
  const h = new Uint32Array([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((message.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, (message.length * 8) >>> 0);
  for (let at = 0; at < padded.length; at += 64) block(h, k, view, at);
  const out = new Uint8Array(32);
  h.forEach((word, i) => new DataView(out.buffer).setUint32(4 * i, word));
  return out;
}

function block(h: Uint32Array, k: Uint32Array, view: DataView, at: number) {
  const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n));
  const w = new Uint32Array(64);
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  const s = Uint32Array.from(h);
  for (let i = 0; i < 64; i++) {
    const [a, b, c, d, e, f, g, z] = s;
    const t1 = z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i];
    const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    s.set([t1 + t2, a, b, c, d + t1, e, f, g]);
  }
  for (let i = 0; i < 8; i++) h[i] += s[i];
}

/** The first 32 bits of the fractions of the cube roots of the first 64 primes. */
function roundConstants(): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  return Uint32Array.from(primes, (p) => {
    const root = Math.cbrt(p);
    return Math.floor((root - Math.floor(root)) * 2 ** 32);
  });
}
