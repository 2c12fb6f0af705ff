// Puts a .gz beside each built file that is worth it, so that the program
// sends bytes it need not pack, and says how heavy the first load is.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../../internal/server/app/office/dist/", import.meta.url));
const budget = 260 * 1024; // gzip, of what the browser loads before the first page

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
for (const name of ["manifest.json", "manifest.json.gz"]) rmSync(join(dist, name), { force: true });

const sum = [...first].reduce((n, name) => n + (packed.get(name) ?? 0), 0);
console.log(`first load ${(sum / 1024).toFixed(0)} KB gzip in ${first.size} files (budget ${budget / 1024})`);
if (sum > budget) process.exit(1);
