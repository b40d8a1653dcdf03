import type { ColumnPlan, ImportBody, ImportSheet, SheetPlan } from "../../api/import-types";
import type { Table } from "../../api/types";

/** What the person decided about an import so far. */
export interface Decisions {
  plans: SheetPlan[];
  /** Whether one bad row stops everything. */
  stop: boolean;
}

const kept = new Map<string, Decisions>();
const nameOf = (body: ImportBody) => [body.id, body.encoding, body.delimiter].join("|");

/** The decisions as the person left them, or as the server proposes them. */
export function decisionsOf(body: ImportBody): Decisions {
  return kept.get(nameOf(body)) ?? { plans: body.proposal?.sheets ?? [], stop: false };
}

/** Keeps the decisions while the page is open, so that a cancelled load loses none. */
export function keepDecisions(body: ImportBody, decisions: Decisions): void {
  kept.set(nameOf(body), decisions);
}

/** The sheet a plan speaks of. */
export function sheetOf(body: ImportBody, index: number): ImportSheet | undefined {
  return body.sheets?.find((sheet) => sheet.index === index);
}

/** What keeps a plan from being loaded, as the end of a text key; null when nothing does. */
export function planProblem(plan: SheetPlan): "no_column" | "no_name" | "twice" | null {
  const used = plan.columns.filter((column) => column.use && (column.field || column.new));
  if (used.length === 0) return "no_column";
  if (plan.target.new && !plan.target.new.name.trim()) return "no_name";
  if (used.some((column) => column.new && !column.new.name.trim())) return "no_name";
  const fields = used.flatMap((column) => column.field ?? []);
  return new Set(fields).size < fields.length ? "twice" : null;
}

/** Fields of the target that other columns of the plan already fill. */
export function takenFields(plan: SheetPlan, but: ColumnPlan): Set<string> {
  return new Set(
    plan.columns
      .filter((column) => column.column !== but.column && column.use)
      .flatMap((column) => column.field ?? []),
  );
}

/** How sure a proposal is, in three calm steps. */
export function sureness(confidence: number): "sure" | "likely" | "guess" {
  return confidence >= 0.8 ? "sure" : confidence >= 0.5 ? "likely" : "guess";
}

/** The table a plan loads into when it exists already. */
export function targetTable(plan: SheetPlan, tables: Table[]): Table | undefined {
  return tables.find((table) => table.key === plan.target.table);
}
