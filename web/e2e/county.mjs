// The demonstration county: made once, copied for whoever changes it.
import { spawn } from "node:child_process";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

export class County {
  static async make(program, dir) {
    await finished(spawn(program, ["demo", "--once", "--data", dir], { stdio: ["ignore", "ignore", "pipe"] }));
    return Object.assign(new County(), { program, dir, copies: 0 });
  }

  /** A running copy: where it is reached, and its people by login. */
  async copy() {
    const dir = `${this.dir}-${++this.copies}`;
    await cp(this.dir, dir, { recursive: true });
    const child = spawn(this.program, ["demo", "--data", dir, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
    const base = await address(child);
    const lines = (await readFile(join(dir, "demo", "accounts.txt"), "utf8")).trim().split("\n");
    const accounts = Object.fromEntries(lines.map((l) => l.split("\t")).map(([login, password, name]) => [login, { login, password, name }]));
    return {
      base, dir, accounts,
      stop: () => stopped(child, dir),
    };
  }

  /** A county with nothing in it but accounts, each { login, name, unit, roles }; running. */
  static async empty(program, dir, people) {
    const accounts = {};
    for (const { login, name, unit, roles } of people) {
      const said = await finished(spawn(program, ["user", "add", login, "--data", dir, "--home", "360402", "--name", name, "--unit", unit, "--role", roles.join(",")], { stdio: ["ignore", "pipe", "pipe"] }));
      accounts[login] = { login, name, password: /one-time password\s+(\S+)/.exec(said)[1], own: "Lu-Xi-1125-heron" };
    }
    const child = spawn(program, ["serve", "--data", dir, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
    return { base: await address(child), accounts, stop: () => stopped(child, dir) };
  }

  remove() {
    return rm(this.dir, { recursive: true, force: true });
  }
}

async function stopped(child, dir) {
  const end = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await end;
  await rm(dir, { recursive: true, force: true });
}

/** What a program said, once it has ended well. */
function finished(child) {
  let said = "";
  child.stdout?.on("data", (b) => (said += b));
  child.stderr.on("data", (b) => (said += b));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => (code === 0 ? done(said) : fail(new Error(`the program failed (${code}):\n${said}`))));
  });
}

function address(child) {
  let said = "";
  return new Promise((done, fail) => {
    const give = setTimeout(() => fail(new Error(`no address after 60 s:\n${said}`)), 60_000);
    const hear = (b) => {
      said += b;
      const m = /https?:\/\/[\w.:-]+/.exec(said);
      if (!m) return;
      clearTimeout(give);
      done(m[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", (b) => (said += b));
    child.once("exit", (code) => fail(new Error(`the program ended (${code}):\n${said}`)));
  });
}
