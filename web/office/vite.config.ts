import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import Components from "unplugin-vue-components/vite";
import { ElementPlusResolver } from "unplugin-vue-components/resolvers";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The program embeds what is built here. Nothing is fetched from elsewhere at
// run time: inner networks have no elsewhere.
export default defineConfig({
  root: here("."),
  resolve: { alias: { kit: here("../kit") } },
  plugins: [vue(), Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver()] })],
  build: {
    target: "chrome86",
    cssTarget: "chrome86",
    outDir: here("../../internal/server/app/office/dist"),
    emptyOutDir: true,
    manifest: "manifest.json", // for pack.mjs, which takes it away
    assetsInlineLimit: 0, // the policy allows data: for images only
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
