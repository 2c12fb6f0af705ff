// The nouns the app speaks of, as the API writes them.

export interface Page<T> { items: T[]; next?: string; count?: number; more?: boolean }

export interface Post { id: string; person: string; unit: string; title?: string; name: string; kind: string; department: string; region: string }
export interface Account { id: string; person: string; login: string; state: string; reason?: string; opened_at: string; version: number; name?: string; grants?: Grant[] }
export interface Grant { id: string; account: string; role: string; unit?: string; scope: unknown; given_at: string; given_by: string }
export interface Principal {
  account: Account; name: string; home: string; home_name?: string; post: Post; posts: Post[]; grants: Grant[];
  permissions: string[]; due: string[];
}

export interface Unit { id: string; kind: string; department: string; name: string; region: string; parent?: string; opened_on: string; closed_on?: string; version: number }
export interface Certificate { id: string; person: string; number: string; kind: string; from?: string; to?: string; revoked_on?: string }
export interface Person { id: string; name: string; phones?: string[]; version: number }
export interface Officer { person: Person; posts: Post[]; certificates: Certificate[]; recused: string[]; unsettled: number }
export interface Contact { id: string; unit: string; name: string; title?: string; phones?: string[]; role?: string }
export interface Recusal { id: string; person: string; subject?: string; words?: string; reason?: string; declared_at: string; lifted: boolean }

export interface Organ { unit: string; name: string; role: string; departments: string[]; duties: string[] }
export interface LegalItem { code: string; name: string; source: string; departments: string[]; basis: string; key: boolean; cap: number }
export interface Stage { title: string; from: string; to: string; work: string }
export interface Campaign {
  id: string; title: string; number: string; from: string; to: string; state: string; version: number;
  organs: Organ[]; stages: Stage[]; items: LegalItem[]; deadlines: { code: string; title: string }[];
}
export interface Reminder { campaign: string; kind: string; code: string; title: string; unit?: string; to?: string[]; day: string; at?: string; left: number; step: number }

export interface Code { value?: string }
export interface Permit { kind: string; number: string; from?: string; to?: string }
export interface Subject {
  id: string; region: string; code: string; venue: string; name: string; address: string; town: string; town_code: string;
  codes?: unknown[]; organiser?: string; operator?: string; owner?: string; phones?: string[]; grade?: string; business?: string;
  remark?: string; tags?: string[]; platform?: string; shop_id?: string; url?: string; permits?: Permit[];
  species?: { name: string; raw?: string; count: number }[];
  state: string; reason?: string; into?: string; version: number; created_at: string; updated_at: string;
}
export interface SuspectedPair { a: Subject; b: Subject; kind: string; state: string; reason?: string }
export interface Division { code: string; name: string }

export interface SheetReport {
  sheet: string; status: string; rows_read: number; created: number; dup_exact: number; merged_code: number; merged_na: number;
  merged: number; detail: number; foreign: number; rejected: Record<string, number> | null; warnings: Record<string, number> | null;
}
export interface Issue { file: string; sheet: string; row: number; severity: string; code: string; text: string }
export interface ImportReport {
  import?: string; files: { file: string; sheets: SheetReport[] | null; error?: string }[] | null; issues: Issue[] | null;
  suspected_pairs: number; totals: Record<string, unknown>;
}
export interface ImportRecord { id: string; state: string; actor: string; as_of: string; at: string; report: unknown }

export interface Signature { person: string; certificate: string; name?: string }
export interface Visit {
  id: string; campaign: string; subject: string; title: string; venue: string; region: string; day: string; organs: string[];
  officers: string[]; item: string; origin: string; plan?: string; exemption?: string; source?: string; results: string[];
  text?: string; photos?: string[]; names: Signature[]; problem: boolean; state: string; reason?: string; version: number;
}
export interface PlanStep { by?: string; name?: string; day?: string; number?: string; text?: string }
export interface Plan {
  id: string; campaign: string; number: string; title: string; scope: string; items: string[]; organs: string[]; from: string;
  to: string; cap: number; state: string; review: PlanStep; approval: PlanStep; publication: PlanStep; version: number;
}
export interface Order {
  id: string; visit?: string; entity: string; title: string; kind: string; number?: string; text: string; day: string; due: string;
  state: string; rechecks?: { day: string; passed: boolean; text: string }[]; version: number;
}

export interface Lead {
  id: string; source: string; channel: string; title: string; facts: string; subject?: string; goods?: string[]; region: string;
  campaign?: string; department: string; raised_on: string; state: string; unit?: string; officer?: string; finding?: string;
  reason?: string; due: string; extended?: string; version: number; created_at: string; updated_at: string;
}

export interface Case {
  id: string; origin: string; number: string; title: string; facts: string; violation: string; unit: string; officers: string[];
  department: string; region: string; state: string; outcome?: string; reason?: string; value_fen: number; basis?: string;
  filed_on: string; decided_on?: string; executed_on?: string; closed_on?: string; version: number;
}
export interface Exhibit {
  id: string; case: string; class: string; name: string; measure: string; unit: string; count: number; grams: number;
  held_count: number; held_grams: number; protection: string; alive: boolean; place: string; seized_on: string; version: number;
}
export interface Decision {
  id: string; party: string; number: string; kind: string; text: string; fine_fen: number; confiscated_fen: number; decided_on: string; paid_fen: number;
}
export interface Clock {
  id: string; subject: string; kind: string; started_at: string; due_at?: string; last?: string; provisional?: boolean;
  pauses: unknown[] | null; extensions: unknown[] | null; done_at?: string;
}
export interface TransferDocument { kind: string; file?: string; none?: string }
export interface Transfer {
  id: string; case: string; state: string; team: string[]; recipient: string; documents: TransferDocument[] | null;
  steps: { do: string; by: string; at?: string; words: string; late: boolean }[] | null; version: number;
}

export interface TableRow {
  code: string; group?: string; name: string; name_en?: string; unit: string; value: number | string | null;
  cumulative: number | string | null; adjustment: number | string | null; registered?: number | string | null;
}
export interface TableCheck { code: string; hard: boolean; ok: boolean; text: string; cells?: string[] }
export interface Table {
  home: string; campaign: string; from: string; to: string; department?: string; definitions: string;
  journal: { seq: number; root: string }; rows: TableRow[]; checks: TableCheck[];
}
export interface DrillLine { entry: number; subject: string; day: string; amount: number; code?: string; key?: string; paper?: boolean; title: string }
export interface Definition {
  code: string; group: string; name: { zh: string; en?: string }; unit: string; means: string; evidence: string; kind: string;
  formula?: string; ratio?: string[]; additive?: { period: boolean; department: boolean }; version: string; paper?: boolean; later?: boolean;
}
export interface Drill { definition: Definition; at: { seq: number; root: string }; lines: DrillLine[]; sum: number }
export interface Submission {
  id: string; campaign: string; from: string; to: string; department: string; round: number; definitions: string; seq: number;
  nil: boolean; state: string; reason?: string; author: string; submitted_at: string;
}
export interface JournalEntry {
  home: string; seq: number; act: string; at: string; by: string; unit: string; verb: string; subject: string; day: string;
  region: string; departments: string[] | null; facts: Record<string, unknown> | null; reverses: number;
}
