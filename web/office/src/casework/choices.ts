// Small things that the forms of a case share.
import { nameOf, type Words } from "kit/language";

/** The codes of a catalogue as what may be chosen. */
export const choices = (words: Words, keys = Object.keys(words)) => keys.map((k) => ({ value: k, label: nameOf(words, k) }));

/** How records name an uploaded file. */
export const blob = (digest: string) => (digest.startsWith("blob:") ? digest : "blob:" + digest);
