// How a notice of an inspection stands.
import type { Words } from "kit/language";

export const noticeStates = {
  issued: ["待检查", "Issued"],
  used: ["已检查", "Used"],
  withdrawn: ["已作废", "Called off"],
} satisfies Words;
