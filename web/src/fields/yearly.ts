/** Birthdays and anniversaries, by the sun or by the moon. */
import type { FieldLook, Language } from "../grid/look.ts";

const STORED = /^(农历)?(\d{4}|-)-(闰)?(\d{2})-(\d{2})$/;
const DIGITS = "一二三四五六七八九十";
const MONTHS = "正二三四五六七八九十冬腊";

function dayOf(day: number): string {
  if (day <= 10) return `初${DIGITS[day - 1]}`;
  if (day % 10 === 0) return day === 20 ? "二十" : "三十";
  return (day < 20 ? "十" : "廿") + DIGITS[(day % 10) - 1];
}

function write(stored: string, language: Language): string {
  const [, lunar, year, leap = "", month, day] = STORED.exec(stored) ?? [];
  if (!month || !day || (!lunar && year !== "-")) return stored;
  if (language === "en") return stored.replace("农历", "Lunar ").replace("--", "");
  if (!lunar) return `${Number(month)}月${Number(day)}日`;
  const known = year === "-" ? "" : `${year}年`;
  return `农历${known}${leap}${MONTHS[Number(month) - 1]}月${dayOf(Number(day))}`;
}

export const look: FieldLook = {
  types: ["yearly_date"],
  icon: "M3 13.500h10V9H3zM5.500 9V6.500M8 9V6.500M10.500 9V6.500M8 4.500v-2",
  show: (value, _column, { language }) => write(String(value ?? ""), language),
};
