// The words of the law desk. They are the server's own (contracts/law.md).
export type Tri = boolean | undefined; // undefined: not known

export interface Item {
  name: string;
  species?: string;
  part?: string;
  qty?: number;
  unit?: string;
  origin?: string;
  price_fen?: number;
  permit?: string;
  marking?: string;
  provenance?: string;
  quarantine?: string;
}

/** What one party did once; an absent key is unknown. */
export interface Deed {
  id?: string;
  act: string;
  act_date: string;
  decision_date?: string;
  region: string;
  for_food?: boolean;
  party?: { kind?: string; prior_penalties?: string[] };
  items: Item[];
  tools?: string[];
  banned_area?: boolean;
  banned_period?: boolean;
  illegal_income_fen?: number;
  caught?: boolean;
  cross_county?: boolean;
  serious?: boolean;
  overdue?: boolean;
  ad_role?: string;
  ad_fee_fen?: number;
  freight_fen?: number;
  direction?: string;
}

export interface Found {
  name: string;
  species: string;
  class: string;
  authority: string;
  entry: string;
  wild_only: boolean;
  note: string;
}

export interface Violation {
  code: string;
  edition: string;
  prohibition: string[] | null;
  penalty: string[] | null;
  fine: { min_fen: number | null; max_fen: number | null; base: string };
  other: string[] | null;
  competent: string[] | null;
  hearing: boolean;
  applies?: boolean;
}

export interface Advice {
  id: string;
  items: Found[] | null;
  violations: Violation[] | null;
  value: { low_fen: number | null; high_fen: number | null; method: string; needs_appraisal: boolean };
  criminal: { advice: string; crime?: string; band?: string; reasons: string[] | null };
  lenient?: { edition: string; reason: string };
  warnings: string[] | null;
}

export interface Article {
  ref: string;
  law: string;
  from?: string;
  to?: string;
  article: string;
  paragraph?: number;
  text: string;
}

export interface ListUsed {
  name: string;
  version: string;
  status: string;
  gaps?: string;
}

export interface Assessed {
  assessment: Advice;
  review: string[] | null; // why legal review or discussion is due
  lists: ListUsed[] | null;
}

/** A violation as one edition has it. */
export interface Edition {
  edition: string;
  label: string;
  label_en: string;
  prohibition: string[] | null;
  penalty: string[] | null;
  base: string;
  min_times?: number;
  max_times?: number;
  fixed_min_fen?: number;
  fixed_max_fen?: number;
  fixed_when?: string; // always, none, below
  below_fen?: number;
  condition?: string; // serious, overdue
  measures: string[] | null;
  serious_measures?: string[] | null;
  quote?: string;
  note?: string;
}

export interface Row {
  code: string;
  sub?: string;
  title: string;
  editions: Edition[];
  assessed: boolean;
}

export interface Candidate {
  name: string;
  latin?: string;
  class: string;
  class_text?: string;
  authority?: string;
  wild_only?: boolean;
  list?: string;
  matched?: string;
  kind?: string;
  card?: { aliases?: string[] | null; former?: string[] | null; look_at?: string[] | null; papers?: { name: string; ref?: string }[] | null; warnings?: string[] | null };
}

export interface Lookup {
  sure: boolean;
  part?: string;
  candidates: Candidate[] | null;
  nearest?: string[] | null;
  warnings?: string[] | null;
}

export interface SpeciesList {
  name: string;
  version: string;
  from?: string;
  to?: string;
  rows: number;
  status: string;
  gaps?: string;
}

/** A version of the advice on its holder; it stays as given. */
export interface Kept {
  id: string;
  holder: string;
  n: number;
  why?: string;
  input: Deed;
  output: Advice;
  review?: string[] | null;
  basis?: { key: string; text: string; ref?: string }[] | null;
  editions: { laws: string[] | null; lists: ListUsed[] | null; law: string; animal: string };
  day: string;
  by: string;
  created_at: string;
  stale: boolean; // law data or lists have changed since
}

/** What a record already says, to begin with. */
export interface Begun {
  record: Deed;
  basis: { key: string; text: string; ref?: string }[] | null;
  missing: string[] | null;
  after: number;
}
