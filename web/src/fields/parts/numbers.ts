/** Decimal strings: shown with thousands separators, read from what people type. No floating point. */
import { Unreadable } from "../../grid/look.ts";

const UNITS: Readonly<Record<string, number>> = { 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8 };

/** Moves the decimal point of a plain decimal string to the right (to the left when negative). */
export function shiftPoint(text: string, places: number): string {
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = point <= 0 ? 1 : point;
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  const right = padded.slice(at).replace(/0+$/, "");
  const number = right ? `${left}.${right}` : left;
  return negative && /[1-9]/.test(number) ? `-${number}` : number;
}

/** Folds full-width characters to ASCII. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ")
    .replace(/￥/g, "¥");
}

/** Reads "¥1,200.50", "1.2万", "(300)", "１２" as a plain decimal string. */
export function readNumber(typed: string): string {
  let text = foldWidth(typed).trim();
  const inBrackets = /^\((.*)\)$/.exec(text)?.[1];
  if (inBrackets !== undefined) text = `-${inBrackets}`;
  text = text.replace(/(?:CNY|RMB|USD|EUR|HKD|HK\$|[¥$€元])/gi, "").replace(/[,\s_]/g, "");
  const match = /^([+-]?)(\d*\.?\d+|\d+\.)(千万|百万|千|万|亿)?$/.exec(text);
  if (!match) throw new Unreadable(typed);
  const [, sign = "", digits = "", unit] = match;
  return shiftPoint(`${sign === "-" ? "-" : ""}${digits}`, unit ? (UNITS[unit] ?? 0) : 0);
}

/** Rounds a plain decimal string half up to some places, keeping trailing zeros. */
export function roundTo(text: string, places: number): string {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  if (fraction.length <= places) {
    const padded = places > 0 ? `${whole}.${fraction.padEnd(places, "0")}` : whole;
    return negative ? `-${padded}` : padded;
  }
  const kept = BigInt(whole + fraction.slice(0, places));
  const rounded = (kept + (Number(fraction[places]) >= 5 ? 1n : 0n)).toString().padStart(places + 1, "0");
  const at = rounded.length - places;
  const number = places > 0 ? `${rounded.slice(0, at)}.${rounded.slice(at)}` : rounded;
  return negative && /[1-9]/.test(number) ? `-${number}` : number;
}

/** Adds thousands separators to a plain decimal string. */
export function withThousands(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Whether a value is a plain decimal string or a number that shows as one. */
export function asDecimal(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
}

/** The places a field's settings ask for. */
export function placesOf(config: Readonly<Record<string, unknown>>, fallback?: number): number | undefined {
  const places = config.decimals;
  const number = places === null || places === undefined || places === "" ? Number.NaN : Number(places);
  return Number.isInteger(number) && number >= 0 && number <= 12 ? number : fallback;
}

/** A shown number: rounded when places are given. */
export function showNumber(decimal: string, places: number | undefined): string {
  return withThousands(places === undefined ? decimal : roundTo(decimal, places));
}
