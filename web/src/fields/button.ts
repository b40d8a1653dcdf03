/** Buttons: pressed by a click or by Enter; what they do is the host's. */
import { make } from "../grid/dom.ts";
import type { FieldLook } from "../grid/look.ts";
import type { Column } from "../grid/types.ts";

/** The words on a button. */
export function wordsOn(column: Pick<Column, "name" | "config">): string {
  const { label } = column.config;
  return typeof label === "string" && label ? label : column.name;
}

export const look: FieldLook = {
  types: ["button"],
  align: "center",
  icon: "M2.500 5h11v6h-11zM5.500 8h5",
  handsOver: true,
  show: () => "",
  paint: (host, _value, column) => {
    make("button", "kg-action", { type: "button", tabindex: "-1" }, host).textContent = wordsOn(column);
  },
};
