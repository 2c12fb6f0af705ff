// Chinese is typed by composing: the Enter that ends a composition must not
// send the form or run a shortcut.

/** Reports whether a key press belongs to an input method. */
export function composing(e: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return e.isComposing || e.keyCode === 229;
}

/** Keeps composing key presses from every handler of the page. */
export function guardComposition(target: Pick<EventTarget, "addEventListener">) {
  target.addEventListener(
    "keydown",
    (event) => {
      const e = event as KeyboardEvent;
      if (e.key === "Enter" && composing(e)) e.stopPropagation();
    },
    { capture: true },
  );
}

/** Reports whether single keys are typed text where the event comes from. */
export function typing(e: KeyboardEvent): boolean {
  const t = e.target as HTMLElement | null;
  return composing(e) || !!t?.closest?.("input, textarea, select, [contenteditable=true], [role=combobox]");
}
