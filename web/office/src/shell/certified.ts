// Who may act on a record: the law asks for two officers with certificates.
import { idOf } from "kit/format";
import type { Officer } from "kit/types";

/** Officers in a post with a certificate valid on the day the list is of, and not recused from the subject. */
export function certified(officers: readonly Officer[], subject = ""): Officer[] {
  const id = idOf(subject);
  return officers.filter((o) => o.certificates.length > 0 && o.posts.length > 0 && !o.recused.some((r) => idOf(r) === id));
}
