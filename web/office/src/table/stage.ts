// The stage report's text, cut where its numbers stand.

export interface StageFigure {
  text: string;
  code: string;
  value: number | string | null;
  name?: string;
  unit?: string;
  column?: string;
}

/** What the server answers: the draft, with marks or without, and its figures. */
export interface StageAnswer {
  text?: string | string[];
  draft?: Draft;
  figures?: StageFigure[];
  title?: string[];
}

interface Draft {
  title: string[];
  to: string;
  opening: string[];
  sections: { heading: string; paragraphs: string[] }[];
  closing: string[];
  figures?: Record<string, number | string | null>;
}

export interface PlainReport {
  title: string[];
  to: string;
  paragraphs: { text: string; heading?: boolean }[];
  figures: StageFigure[];
  differs: number;
}

export function plainReport(answer: StageAnswer): PlainReport {
  const figures = answer.figures ?? [];
  const d = answer.draft;
  if (d) {
    return {
      title: d.title, to: d.to, figures, differs: differing(figures),
      paragraphs: [
        ...d.opening.map((text) => ({ text })),
        ...d.sections.flatMap((s) => [{ text: s.heading, heading: true }, ...s.paragraphs.map((text) => ({ text }))]),
        ...d.closing.map((text) => ({ text })),
      ],
    };
  }
  const lines = (Array.isArray(answer.text) ? answer.text : (answer.text ?? "").split("\n")).filter((l) => l.trim());
  return {
    title: answer.title ?? lines.slice(0, 1), to: "", figures, differs: differing(figures),
    paragraphs: lines.slice(answer.title ? 0 : 1).map((text) => ({ text, heading: /^[一二三四五六七八九十]+、/.test(text) })),
  };
}

/** How many figures read otherwise than their cells; words stand for nothing. */
function differing(figures: readonly StageFigure[]): number {
  return figures.filter((f) => /\d/.test(f.text) && Number(f.text.replace(/,/g, "")) !== Number(f.value)).length;
}

export interface Piece {
  text: string;
  code?: string;
}

const chip = /\{([A-Z]\d{2}(?:\+[A-Z]\d{2})*)(?::\w+)?(?:=0\|([^{}]*))?\}|\{\w+:([^{}]*)\}/g;

/** Cuts a paragraph into words and figures, marked or found in reading order. */
export function pieces(text: string, figures: readonly StageFigure[]): Piece[] {
  if (text.includes("{")) return marked(text, figures);
  return found(text, figures);
}

function marked(text: string, figures: readonly StageFigure[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const m of text.matchAll(chip)) {
    out.push({ text: text.slice(at, m.index) });
    at = m.index + m[0].length;
    if (m[3] !== undefined) out.push({ text: m[3] });
    else if (m[2] !== undefined) out.push({ text: m[2], code: single(m[1]) });
    else out.push({ text: figures.find((f) => f.code === m[1])?.text ?? m[1], code: single(m[1]) });
  }
  out.push({ text: text.slice(at) });
  return out.filter((p) => p.text);
}

function found(text: string, figures: readonly StageFigure[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const m of text.matchAll(/\d[\d,]*(?:\.\d+)?/g)) {
    const f = figures.find((x) => x.text === m[0]);
    if (!f) continue;
    out.push({ text: text.slice(at, m.index) }, { text: m[0], code: single(f.code) });
    at = m.index + m[0].length;
  }
  out.push({ text: text.slice(at) });
  return out.filter((p) => p.text);
}

// A sum of cells has no drill of its own; its words stand without a link.
function single(code: string): string | undefined {
  return code.includes("+") ? undefined : code;
}
