// A short word that something was done; it goes by itself.
import { ElMessage } from "element-plus/es/components/message/index";
import { say, type Pair } from "kit/language";

const done: Pair = ["{what}：已保存", "{what}: saved"];

/** Says that an act, by its name on the button, was saved. */
export function toast(what: string) {
  ElMessage.success(say(done, { what }));
}
