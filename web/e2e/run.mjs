// Journeys through the real browser against the real program: a county is made
// once, and every journey gets a copy of it and a browser of its own.
//
//   node e2e/run.mjs [part of a file name …]
//
// ZHIYE names the program, CHROMIUM the browser, SHOTS a directory for
// screenshots; each has a default.
import { readdirSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import { County } from "./county.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const program = resolve(process.env.ZHIYE ?? join(here, "../../bin/zhiye"));
const temp = await mkdtemp(join(tmpdir(), "zhiye-e2e-"));
const shots = resolve(process.env.SHOTS ?? join(temp, "shots"));
await mkdir(shots, { recursive: true });

const wanted = process.argv.slice(2);
const files = readdirSync(here).filter((f) => f.endsWith(".journey.mjs") && (!wanted.length || wanted.some((w) => f.includes(w))));
let passed = 0;
let failed = 0;

const county = await County.make(program, join(temp, "county"));
for (const file of files.sort()) {
  const { journeys } = await import(pathToFileURL(join(here, file)).href);
  for (const [name, walk] of Object.entries(journeys)) {
    const began = Date.now();
    const browsers = [];
    const empties = [];
    const empty = async (people) => {
      const c = await County.empty(program, join(temp, `empty-${passed + failed}-${empties.length}`), people);
      empties.push(c);
      return c;
    };
    const copy = await county.copy();
    const open = async (width = 1366, height = 768) => {
      const browser = await Browser.open(join(temp, `profile-${passed + failed}-${browsers.length}`), { width, height });
      browsers.push(browser);
      return browser;
    };
    try {
      await walk({ base: copy.base, accounts: copy.accounts, data: copy.dir, open, empty, shots, temp });
      passed++;
      console.log(`✔ ${file.replace(".journey.mjs", "")} › ${name} (${Date.now() - began} ms)`);
    } catch (e) {
      failed++;
      console.log(`✖ ${file.replace(".journey.mjs", "")} › ${name}\n${indent(e)}`);
      for (const [i, b] of browsers.entries()) await b.page.screenshot({ path: join(shots, `failed-${file}-${i}.png`) }).catch(() => {});
    } finally {
      for (const b of browsers) await b.close();
      for (const c of empties) await c.stop();
      await copy.stop();
    }
  }
}
await county.remove();
if (process.env.SHOTS === undefined && !failed) await rm(temp, { recursive: true, force: true });
else console.log(`screenshots: ${shots}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

function indent(e) {
  return String(e?.stack ?? e).split("\n").slice(0, 14).map((l) => "    " + l).join("\n");
}
