import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { kit: fileURLToPath(new URL("./kit", import.meta.url)) } },
  test: { include: ["{kit,office}/**/*.test.ts"], environment: "node" },
});
