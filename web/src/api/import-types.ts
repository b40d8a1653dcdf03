import type { FieldConfig, Job, Wire } from "./types";

export interface ImportSheet {
  index: number;
  name: string;
  rows: number;
  columns: number;
  header_row: number | null;
  skipped?: string | null;
  problem?: string | null;
  /** What is odd about the sheet, in words: merged titles, hidden rows and the like. */
  notes?: { text: string }[];
}

export interface ColumnPlan {
  column: number;
  letter: string;
  header: string;
  use: boolean;
  field: string | null;
  new: { name: string; type: string; config?: FieldConfig } | null;
  confidence: number;
  samples: string[];
  filled: number;
  distinct: number;
}

export interface TargetPlan {
  table?: string;
  new?: { name: string; icon?: string; title?: number | null };
}

export interface SheetPlan {
  sheet: number;
  use: boolean;
  header_row: number;
  target: TargetPlan;
  columns: ColumnPlan[];
  match: { create_missing_links: boolean; new_choices: boolean };
}

export interface SheetResult {
  sheet: number | string;
  table: string;
  read: number;
  created: number;
  skipped: number;
  failed: number;
}

export interface ImportResult {
  sheets: SheetResult[];
  change: number | null;
  errors: number;
  /** Rows that were loaded although a rule warns about them. */
  warned?: number;
}

export interface ImportProblem {
  code?: string;
  title?: string;
  detail?: string;
}

export interface ImportBody {
  id: string;
  name: string;
  size: number;
  state: "reading" | "read" | "loading" | "loaded" | "undone" | "failed";
  job: Job | string | null;
  error?: ImportProblem | null;
  encoding?: string | null;
  delimiter?: string | null;
  encodings?: string[];
  sheets?: ImportSheet[];
  proposal?: { sheets: SheetPlan[] } | null;
  result?: ImportResult | null;
}

export interface PreviewCell {
  text: string;
  value: Wire;
  shown: string;
  /** Labels or titles that the load would add for this cell. */
  new?: string[];
  problem?: string | null;
  /** What a rule that does not refuse says. */
  warning?: string | null;
}

export interface Preview {
  columns: { field: string | null; name: string; type: string }[];
  rows: { row: number; cells: PreviewCell[] }[];
  problems: {
    row: number;
    column: number;
    letter: string;
    code: string;
    message: string;
    count?: number;
    warns?: boolean;
  }[];
  totals: { warned?: number; rows: number; ready: number; failed: number; checked?: number; whole?: boolean };
}
