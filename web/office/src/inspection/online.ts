// What is looked at on the net.
import type { Words } from "kit/language";

export const lookKinds = {
  shop: ["网店", "Online shop"],
  site: ["网站", "Website"],
  platform: ["平台", "Platform"],
} satisfies Words;
