/** Progress as a thin bar with its number. */
import { make } from "../grid/dom.ts";
import { type FieldLook, Unreadable } from "../grid/look.ts";
import { asDecimal } from "./parts/numbers.ts";
import { look as percent } from "./percent.ts";

export const look: FieldLook = {
  ...percent,
  types: ["progress"],
  align: "left",
  icon: "M2.500 6.500h11v3h-11zM3 8h5",
  paint: (host, value, column, context) => {
    const share = asDecimal(value);
    if (share === undefined) return;
    const bar = make("span", "kg-bar", { "aria-hidden": "true" }, host);
    make("span", "kg-bar-done", {}, bar).style.width = `${Math.min(Math.max(Number(share), 0), 1) * 100}%`;
    make("span", "", {}, host).textContent = percent.show(value, column, context);
  },
  parse: (text, column, context) => {
    const share = percent.parse?.(text, column, context) ?? null;
    if (share !== null && !(Number(share) >= 0 && Number(share) <= 1)) throw new Unreadable(text);
    return share;
  },
};
