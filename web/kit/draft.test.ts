import { beforeEach, describe, expect, it } from "vitest";
import { Draft, type Kept, type Shelf } from "kit/draft";

class Memory implements Shelf {
  kept = new Map<string, Kept>();
  puts = 0;
  broken = false;
  async get(key: string) {
    if (this.broken) throw new Error("no database");
    return this.kept.get(key);
  }
  async put(d: Kept) {
    if (this.broken) throw new Error("no database");
    this.puts++;
    this.kept.set(d.key, d);
  }
  async drop(key: string) {
    this.kept.delete(key);
  }
}

describe("a draft", () => {
  let shelf: Memory;
  let form: { text: string };
  const open = () => new Draft("me/360402/visit-new", () => form, shelf);
  beforeEach(() => {
    shelf = new Memory();
    form = { text: "" };
  });

  it("survives the page", async () => {
    const d = open();
    form.text = "冷柜内有疑似野鸭三只";
    await d.keep();
    form = { text: "" }; // the page is opened anew
    expect((await open().earlier())?.value).toEqual({ text: "冷柜内有疑似野鸭三只" });
  });

  it("is not written while nothing changes, nor for a form nobody touched", async () => {
    const d = open();
    await d.keep();
    expect(shelf.puts).toBe(0);
    form.text = "甲";
    await d.keep();
    await d.keep();
    expect(shelf.puts).toBe(1);
  });

  it("ends with the form, also when a last write comes late", async () => {
    const d = open();
    form.text = "甲";
    await d.keep();
    await d.end();
    form.text = "乙";
    await d.keep();
    expect(shelf.kept.size).toBe(0);
  });

  it("of another shape is not brought back", async () => {
    shelf.kept.set("me/360402/visit-new", { key: "me/360402/visit-new", shape: 0, at: 1, value: { old: true } });
    expect(await open().earlier()).toBeUndefined();
  });

  it("a browser without a database costs the draft and nothing else", async () => {
    shelf.broken = true;
    const d = open();
    form.text = "甲";
    await d.keep();
    expect(await open().earlier()).toBeUndefined();
  });
});
