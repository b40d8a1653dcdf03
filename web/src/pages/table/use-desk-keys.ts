import { type RefObject, useEffect, useRef } from "react";
import type { GridHandle } from "./table-grid";

/** Keys that work anywhere on the table page: find in the table, help, undo and redo outside of inputs. */
export function useDeskKeys(
  handle: RefObject<GridHandle | null>,
  onProblem: (error: unknown) => void,
  onHelp: () => void,
): void {
  const help = useRef(onHelp);
  help.current = onHelp;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (key === "f" && !event.shiftKey) {
        const search = document.querySelector<HTMLInputElement>(".tools-search input");
        if (!search) return;
        event.preventDefault();
        search.focus();
        search.select();
        return;
      }
      if (key === "/" || key === "、") {
        event.preventDefault();
        help.current();
        return;
      }
      const target = event.target as HTMLElement | null;
      if (target?.closest("input, textarea, [contenteditable], [role=dialog]")) return;
      const step = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
      if (!step) return;
      event.preventDefault();
      void handle.current?.source[step]().catch(onProblem);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [handle, onProblem]);
}
