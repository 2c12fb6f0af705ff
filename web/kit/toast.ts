// A short word that something was done; it goes by itself. What can be undone
// says so, instead of having been asked about.
import { ElMessage } from "element-plus/es/components/message/index";
import { h } from "vue";
import { say, type Pair } from "kit/language";
import { Problem } from "kit/problem";

const done: Pair = ["{what}：已保存", "{what}: saved"];
const undo: Pair = ["撤销", "Undo"];
const undone: Pair = ["{what}：已撤销", "{what}: undone"];

/** Says that an act, by its name on the button, was saved; back undoes it. */
export function toast(what: string, back?: () => Promise<unknown>) {
  if (!back) {
    ElMessage.success(say(done, { what }));
    return;
  }
  let taken = false;
  const message = ElMessage({
    type: "success", duration: 10_000,
    message: h("span", [say(done, { what }), " ", h("button", {
      type: "button", class: "link-button", "data-test": "undo",
      async onClick() {
        if (taken) return;
        taken = true;
        message.close();
        try {
          await back();
          ElMessage.success(say(undone, { what }));
        } catch (e) {
          ElMessage({ type: "error", duration: 0, showClose: true, message: e instanceof Problem ? e.text : String(e) });
        }
      },
    }, say(undo))]),
  });
}
