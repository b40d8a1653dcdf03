import { showMoment } from "../../fields/parts/dates";
import { momentOf } from "../../fields/parts/zone";

/** A moment of the wire as an input for date and time wants it, on the company's clock. */
export function localMoment(moment: string): string {
  const shown = showMoment(moment);
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(shown) ? shown.replace(" ", "T") : "";
}

/** The inverse: a date and time of the company's clock as the wire wants it. */
export function utcMoment(local: string): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = local.split(/[-T:]/).map(Number);
  return `${momentOf({ year, month, day, hour, minute, second }).toISOString().slice(0, 19)}Z`;
}
