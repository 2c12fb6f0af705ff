// Enough of a zip and of the two office formats to read back what was exported.
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";

/** The files of a zip by name, from its central directory. */
export function unzip(bytes) {
  const files = new Map();
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== 0x06054b50) end--;
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, nameLength, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.set(name, (method === 8 ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (xml) => xml.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot|apos);/g, (_, e) => entities[e]).replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n));

/** The rows of a workbook's first sheet, as text. */
export async function rowsOf(path) {
  const files = unzip(await readFile(path));
  const shared = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>(.*?)<\/si>/gs)].map((m) => plain(m[1]));
  const sheet = files.get("xl/worksheets/sheet1.xml");
  return [...sheet.matchAll(/<row[^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map((row) =>
    [...(row[1] ?? "").matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes, inner = ""]) => {
      const value = plain(/<v>(.*?)<\/v>/s.exec(inner)?.[1] ?? /<is>(.*?)<\/is>/s.exec(inner)?.[1] ?? "");
      return /t="s"/.test(attributes) ? shared[Number(value)] : value;
    }),
  );
}

/** The text of a document, one string a paragraph. */
export async function paragraphsOf(path) {
  const xml = unzip(await readFile(path)).get("word/document.xml");
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map((m) => [...m[0].matchAll(/<w:t[^>]*>(.*?)<\/w:t>/gs)].map((x) => plain(x[1])).join("")).filter(Boolean);
}
