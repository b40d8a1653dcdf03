/** A checkbox, toggled by a click or the space key. */
import { icon, make } from "../grid/dom.ts";
import { type FieldLook, Unreadable } from "../grid/look.ts";

const YES = /^(是|对|有|√|✓|☑|y|yes|true|t|1|on)$/i;
const NO = /^(否|不|无|×|✗|☐|n|no|false|f|0|off)$/i;

export const look: FieldLook = {
  kinds: ["bool"],
  align: "center",
  icon: "M3 3h10v10H3zM5.500 8l1.800 1.800 3.400-3.600",
  show: (value, _column, { language }) => {
    if (value === null) return "";
    if (language === "en") return value === true ? "Yes" : "No";
    return value === true ? "是" : "否";
  },
  paint: (host, value) => {
    const box = make("span", value === true ? "kg-check kg-on" : "kg-check", {}, host);
    if (value === true) box.appendChild(icon("M3.500 8.500l3 3 6-6.500", ""));
  },
  parse: (text) => {
    const word = text.trim();
    if (word === "") return null;
    if (YES.test(word)) return true;
    if (NO.test(word)) return false;
    throw new Unreadable(text);
  },
  toggle: (value) => value !== true,
};
