// Puts a .gz beside each built file that is worth it, so that the program
// sends bytes it need not pack; says how heavy the first load and the routes are,
// and refuses a build over its budget.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";

const dist = process.argv[2] ?? fileURLToPath(new URL("../../internal/server/app/office/dist/", import.meta.url));
const budget = 260 * 1024; // gzip, of what the browser loads before the first page
const routeBudget = 60 * 1024; // of what any other page adds

function* files(dir) {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (/\.(js|css|html|svg|json|txt)$/.test(name)) yield path;
  }
}

const packed = new Map();
for (const path of files(dist)) {
  const plain = readFileSync(path);
  const gz = gzipSync(plain, { level: constants.Z_BEST_COMPRESSION });
  if (gz.length < plain.length) writeFileSync(path + ".gz", gz);
  packed.set(path.slice(dist.length), gz.length);
}

// What is loaded between the address and the desk: the entry, the shell and the
// desk, with everything they import.
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const first = new Set();
function load(key) {
  const chunk = manifest[key];
  if (!chunk || first.has(chunk.file)) return;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) first.add(file);
  for (const other of chunk.imports ?? []) load(other);
}
for (const key of ["index.html", "src/shell/Shell.vue", "src/shell/SignIn.vue", "src/desk/Desk.vue"]) load(key);
const weigh = (names) => [...names].reduce((n, name) => n + (packed.get(name) ?? 0), 0);
const kb = (n) => (n / 1024).toFixed(0);
const sum = weigh(first);
console.log(`first load ${kb(sum)} KB gzip in ${first.size} files (budget ${budget / 1024})`);

// What a route loads on top of that; parts of a page that are fetched when they
// are asked for come later and find most of what they need there.
const routes = manifest["index.html"].dynamicImports.filter((key) => key.endsWith(".vue")).map((key) => {
  const own = new Set();
  const take = (k) => {
    const c = manifest[k];
    if (!c || own.has(c.file)) return;
    for (const file of [c.file, ...(c.css ?? [])]) if (!first.has(file)) own.add(file);
    for (const other of c.imports ?? []) if (!first.has(manifest[other]?.file)) take(other);
  };
  take(key);
  return { key, size: weigh(own) };
}).sort((a, b) => b.size - a.size);
console.log(`heaviest routes: ${routes.slice(0, 3).map((r) => `${r.key.replace("src/", "")} ${kb(r.size)} KB`).join(", ")} (budget ${routeBudget / 1024})`);
const heavy = routes.filter((r) => r.size > routeBudget);
for (const r of heavy) console.log(`${r.key} is over its budget`);
for (const name of ["manifest.json", "manifest.json.gz"]) rmSync(join(dist, name), { force: true });
if (sum > budget || heavy.length) process.exit(1);
