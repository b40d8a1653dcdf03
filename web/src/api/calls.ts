import { call, get, patch, post, remove } from "./http";
import type { ImportBody, Preview, SheetPlan, TargetPlan } from "./import-types";
import type {
  Breach,
  Change,
  Company,
  Condition,
  Existing,
  Field,
  FieldConfig,
  FieldDraft,
  FormulaCheck,
  FormulaFunction,
  Group,
  GroupLevel,
  HistoryEntry,
  Job,
  Me,
  Member,
  Meta,
  Operation,
  RecordBody,
  RetypePreview,
  Role,
  Rule,
  RuleTrial,
  RuleWish,
  SearchAnswer,
  Sort,
  SplitLook,
  Table,
  Tables,
  Titles,
  UndoAnswer,
  View,
  ViewConfig,
  Wire,
  WriteAnswer,
} from "./types";

const auth = "/_allauth/browser/v1";
const name = encodeURIComponent;

/** Oneself, the company, and coming in. */
export const me = {
  read: () => get<Me>("/api/me"),
  change: (body: { name?: string; language?: string }) => patch<Me>("/api/me", body),
  company: (body: { name?: string; goal?: string; fiscal_start?: number }) =>
    patch<Company>("/api/company", body),
  start: (body: { choice: "blank" | "demo"; goal: string }) =>
    post<{ job: string | Job | null }>("/api/start", body),
  signUp: (body: { email: string; password: string; name: string }) =>
    post<unknown>(`${auth}/auth/signup`, body),
  signIn: (body: { email: string; password: string }) => post<unknown>(`${auth}/auth/login`, body),
  signOut: () => call<unknown>("DELETE", `${auth}/auth/session`),
  changePassword: (body: { current_password: string; new_password: string }) =>
    post<unknown>(`${auth}/account/password/change`, body),
};

/** The people who work here. */
export const members = {
  list: () => get<Member[]>("/api/members"),
  add: (body: { email: string; name: string; role: Role }) =>
    post<{ member: Member; password: string }>("/api/members", body),
  change: (id: number, body: { role?: Role; active?: boolean; name?: string }) =>
    patch<Member>(`/api/members/${id}`, body),
};

/** What is the same for all tables. */
export const meta = { read: () => get<Meta>("/api/meta") };

/** Tables and their fields. */
export const tables = {
  list: () => get<Tables>("/api/tables"),
  create: (body: { name: string; icon?: string; fields: FieldDraft[] }) => post<Table>("/api/tables", body),
  change: (table: string, body: { name?: string; icon?: string; archived?: boolean }) =>
    patch<Table>(`/api/tables/${name(table)}`, body),
  addField: (table: string, body: FieldDraft) => post<Field>(`/api/tables/${name(table)}/fields`, body),
  changeField: (table: string, field: string, body: Partial<FieldDraft> & { archived?: boolean }) =>
    patch<Field>(`/api/tables/${name(table)}/fields/${name(field)}`, body),
  previewRetype: (table: string, field: string, body: { type: string; config?: FieldConfig }) =>
    post<RetypePreview>(`/api/tables/${name(table)}/fields/${name(field)}/retype/preview`, body),
  retype: (table: string, field: string, body: { type: string; config?: FieldConfig }) =>
    post<{ job: string | Job | null }>(`/api/tables/${name(table)}/fields/${name(field)}/retype`, body),
  lookAtSplit: (table: string, field: string) =>
    get<SplitLook>(`/api/tables/${name(table)}/fields/${name(field)}/split`),
  split: (table: string, field: string, body: { name: string; moves: string[] }) =>
    post<{ job: string }>(`/api/tables/${name(table)}/fields/${name(field)}/split`, body),
};

/** Rules of a table. */
export const rules = {
  make: (table: string, body: RuleWish & { existing: Existing }) =>
    post<Rule>(`/api/tables/${name(table)}/rules`, body),
  change: (table: string, id: number, body: RuleWish & { existing: Existing }) =>
    patch<Rule>(`/api/tables/${name(table)}/rules/${id}`, body),
  remove: (table: string, id: number) => remove<unknown>(`/api/tables/${name(table)}/rules/${id}`),
  breaches: (table: string, ids: readonly number[]) =>
    post<Breach[]>(`/api/tables/${name(table)}/rules/breaches`, { ids }),
  attempt: (table: string, body: RuleWish) => post<RuleTrial>(`/api/tables/${name(table)}/rules/try`, body),
};

/** Formulas: their functions, and trying one before it is kept. */
export const formulas = {
  functions: () => get<FormulaFunction[]>("/api/functions"),
  check: (table: string, formula: string, signal?: AbortSignal) =>
    post<FormulaCheck>(`/api/tables/${name(table)}/formulas/check`, { formula }, signal),
};

/** Saved views. */
export const views = {
  create: (table: string, body: { name: string; audience: "mine" | "company"; config: ViewConfig }) =>
    post<View>(`/api/tables/${name(table)}/views`, { type: "grid", ...body }),
  change: (id: number, body: { name?: string; audience?: "mine" | "company"; config?: ViewConfig }) =>
    patch<View>(`/api/views/${id}`, body),
  lock: (id: number, locked: boolean) => patch<View>(`/api/views/${id}`, { locked }),
  exported: (id: number) => get<Record<string, unknown>>(`/api/views/${id}/export`),
  imported: (table: string, view: unknown) =>
    post<{ view: View; missing: string[] }>(`/api/tables/${name(table)}/views/import`, { view }),
  remove: (id: number) => remove<unknown>(`/api/views/${id}`),
};

/** Which records are meant. */
export interface Narrowing {
  filter?: Condition | Group | null;
  search?: string | null;
}

/** Records after a cursor; values stand in the order of `fields`. */
export interface RecordPage {
  fields: string[];
  records: { id: number; version: number; values: Wire[] }[];
  titles: Titles;
  next: string | null;
}

/** A figure of a column; without a field the records counted. */
export interface FigureWish {
  field?: string;
  function: string;
}

/** Figures of a whole and of its groups; the first group, without keys, is the whole. */
export interface GroupList {
  groups: { keys: Wire[]; count: number; values: Wire[] }[];
  titles: Titles;
  more: boolean;
}

/** What a page of records should hold. */
export interface PageWish extends Narrowing {
  skip?: number;
  sorts?: (Sort & { by?: string })[];
  fields?: string[];
  after?: string | null;
  limit?: number;
}

/** Records: read, count, write, find. */
export const records = {
  page: (table: string, body: PageWish, signal?: AbortSignal) =>
    post<RecordPage>(`/api/tables/${name(table)}/records/query`, body, signal),
  count: (table: string, body: Narrowing) =>
    post<{ count: number }>(`/api/tables/${name(table)}/records/count`, body),
  figures: (table: string, body: Narrowing & { aggregates: FigureWish[] }) =>
    post<{ groups: { values: Wire[] }[] }>(`/api/tables/${name(table)}/records/aggregate`, body),
  groups: (
    table: string,
    body: {
      filter?: unknown;
      search?: string | null;
      groups: readonly GroupLevel[];
      aggregates: readonly FigureWish[];
    },
    signal?: AbortSignal,
  ) => post<GroupList>(`/api/tables/${name(table)}/records/groups`, body, signal),
  passing: (table: string, ids: readonly number[], filters: readonly unknown[]) =>
    post<{ passing: Record<string, number[]> }>(`/api/tables/${name(table)}/records/passing`, {
      ids,
      filters,
    }),
  read: (table: string, id: number) => get<RecordBody>(`/api/tables/${name(table)}/records/${id}`),
  history: (table: string, id: number) =>
    get<HistoryEntry[]>(`/api/tables/${name(table)}/records/${id}/history`),
  write: (table: string, operations: Operation[], source: string, partial = false) =>
    patch<WriteAnswer>(`/api/tables/${name(table)}/records`, { operations, source, partial }),
  press: (table: string, id: number, field: string) =>
    post<{ open: string | null; change: number | null }>(
      `/api/tables/${name(table)}/records/${id}/press/${name(field)}`,
    ),
  search: (text: string, signal?: AbortSignal) =>
    get<SearchAnswer>(`/api/search?q=${name(text)}&limit=20`, signal),
  find: (table: string, text: string, limit = 20) =>
    get<{ id: number; title: string }[]>(`/api/tables/${name(table)}/find?q=${name(text)}&limit=${limit}`),
};

/** What was done lately, undo and redo. */
export const changes = {
  list: (limit = 50) => get<Change[]>(`/api/changes?limit=${limit}`),
  undo: (change?: number) => post<UndoAnswer>("/api/undo", change === undefined ? {} : { change }),
  redo: () => post<UndoAnswer>("/api/redo"),
};

/** Work in the background. */
export const jobs = {
  open: () => get<Job[]>("/api/jobs?open=1"),
  read: (id: string) => get<Job>(`/api/jobs/${id}`),
  cancel: (id: string) => post<Job>(`/api/jobs/${id}/cancel`),
};

/** Workbooks on their way in. */
export const imports = {
  send: (file: File) => {
    const form = new FormData();
    form.append("file", file);
    return call<{ id: string; job: string | Job | null }>("POST", "/api/imports", { form });
  },
  read: (id: string) => get<ImportBody>(`/api/imports/${name(id)}`),
  readAgain: (id: string, body: { encoding?: string; delimiter?: string }) =>
    post<{ job: string | Job | null }>(`/api/imports/${name(id)}/read`, body),
  propose: (id: string, body: { sheet: number; header_row?: number; target?: TargetPlan }) =>
    post<SheetPlan>(`/api/imports/${name(id)}/propose`, body),
  preview: (id: string, plan: SheetPlan, signal?: AbortSignal, rows = 200) =>
    post<Preview>(`/api/imports/${name(id)}/preview`, { plan, rows }, signal),
  load: (id: string, plans: SheetPlan[], on_error: "skip" | "stop") =>
    post<{ job: string | Job | null }>(`/api/imports/${name(id)}/load`, { plans, on_error }),
  errorsPath: (id: string) => `/api/imports/${name(id)}/errors`,
  undo: (id: string) => post<{ job: string }>(`/api/imports/${name(id)}/undo`),
};
