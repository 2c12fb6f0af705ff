import "kit/old"; // first: what follows may need it
import { QueryClient, VueQueryPlugin } from "@tanstack/vue-query";
import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/dark/css-vars.css";
import "element-plus/theme-chalk/el-message.css";
import "kit/tokens.css";
import { createApp, watch } from "vue";
import { sweepDrafts } from "kit/draft";
import { guardComposition } from "kit/ime";
import { language, setLanguage } from "kit/language";
import { lookOf, startLook } from "kit/look";
import { watchNet } from "kit/net";
import { Problem } from "kit/problem";
import { session } from "kit/session";
import App from "./App.vue";
import { router } from "./router";

setLanguage(language.value); // tells the document too
guardComposition(document);
startLook();
watchNet();
void sweepDrafts();
watch(() => session.who?.account?.id, (id) => id && lookOf(id));

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
