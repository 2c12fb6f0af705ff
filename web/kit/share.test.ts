import { describe, expect, it } from "vitest";
import { bytesOf, commitmentOf, hex, newShare, plainSHA256 } from "kit/share";

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

describe("a share and its commitment", () => {
  it("the commitment is SHA-256 over the 32 bytes, not over their digits", async () => {
    const zero = "00".repeat(32);
    expect(await commitmentOf(zero)).toBe("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    expect(await commitmentOf(zero)).not.toBe(await sha256(new TextEncoder().encode(zero)));
  });

  it("a new share has 32 bytes, commits to itself and is never the same", async () => {
    const [a, b] = [await newShare(), await newShare()];
    expect(a.share).toMatch(/^[0-9a-f]{64}$/);
    expect(a.commitment).toBe(await sha256(bytesOf(a.share)));
    expect(a.share).not.toBe(b.share);
  });

  it("capitals and blanks around a share do not change it", async () => {
    const { share, commitment } = await newShare();
    expect(await commitmentOf(` ${share.toUpperCase()}\n`)).toBe(commitment);
  });

  for (const bad of ["", "00", "0g".repeat(32), "00".repeat(33)]) {
    it(`“${bad.slice(0, 8)}” (${bad.length}) is no share`, () => expect(() => bytesOf(bad)).toThrow(RangeError));
  }

  it("without TLS the same hash is computed by hand", async () => {
    for (const n of [0, 1, 3, 31, 32, 55, 56, 63, 64, 65, 119, 120, 1000]) {
      const message = Uint8Array.from({ length: n }, (_, i) => (i * 37 + n) & 255);
      expect(hex(plainSHA256(message)), `${n} bytes`).toBe(await sha256(message));
    }
  });
});
