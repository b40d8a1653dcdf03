import { useEffect, useState } from "react";
import { formulas } from "../../api/calls";
import { type FieldMistake, Problem } from "../../api/problem";
import type { FormulaCheck } from "../../api/types";
import { sayProblem } from "../../ui/problem";

/** What is known about a formula: of which text it is known, and whether it makes sense. */
export type Finding =
  | { state: "empty" }
  | { state: "good"; text: string; answer: FormulaCheck }
  | { state: "wrong"; text: string; mistakes: FieldMistake[] };

const PAUSE = 400;

/** Checks a formula when typing pauses; the last finding stands until there is a new one. */
export function useFormulaCheck(table: string, text: string): Finding {
  const [finding, setFinding] = useState<Finding>({ state: "empty" });
  useEffect(() => {
    if (!text.trim()) {
      setFinding({ state: "empty" });
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      formulas
        .check(table, text, stop.signal)
        .then((answer) => !stop.signal.aborted && setFinding({ state: "good", text, answer }))
        .catch((error) => {
          if (!stop.signal.aborted) setFinding({ state: "wrong", text, mistakes: mistakesOf(error) });
        });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [table, text]);
  return finding;
}

function mistakesOf(error: unknown): FieldMistake[] {
  if (error instanceof Problem && error.errors.length > 0) return error.errors;
  return [{ code: "unknown", message: sayProblem(error) }];
}
