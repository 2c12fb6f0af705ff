import { QueryClient, VueQueryPlugin } from "@tanstack/vue-query";
import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-message.css";
import "kit/tokens.css";
import { createApp } from "vue";
import { guardComposition } from "kit/ime";
import { language, setLanguage } from "kit/language";
import { Problem } from "kit/problem";
import App from "./App.vue";
import { router } from "./router";

setLanguage(language.value); // tells the document too
guardComposition(document);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only a broken connection is worth another try.
      retry: (n, e) => n < 1 && e instanceof Problem && (e.status === 0 || e.status === 503),
    },
  },
});

createApp(App).use(router).use(VueQueryPlugin, { queryClient: queries }).mount("#app");
