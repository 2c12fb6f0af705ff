// The Idempotency-Key of an act. A request whose answer got lost is sent again
// under the same key, so that it happens once; what was answered, or has been
// changed since, gets a new one.

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

export class Keys {
  private open = new Map<string, string>();

  /** The key for a request: the old one while its answer is outstanding. */
  of(request: string): string {
    const known = this.open.get(request);
    if (known) return known;
    const key = newKey();
    this.open.set(request, key);
    return key;
  }

  /** The server has answered the request, one way or the other. */
  answered(request: string) {
    this.open.delete(request);
  }
}
