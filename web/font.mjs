// Puts the face that PDF files are set in beside the Go package that embeds it,
// packed, with its licence.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const from = here("node_modules/@expo-google-fonts/noto-serif-sc/");
const to = here("../internal/pure/typeface/serif/dist/");

mkdirSync(to, { recursive: true });
const face = readFileSync(from + "400Regular/NotoSerifSC_400Regular.ttf");
writeFileSync(to + "NotoSerifSC-Regular.ttf.gz", gzipSync(face, { level: constants.Z_BEST_COMPRESSION }));
copyFileSync(from + "LICENSE_FONT", to + "OFL.txt");
