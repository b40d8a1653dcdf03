/** A moment in words that are short for today and exact for older days. */
export function sayWhen(at: string, language: string, now = new Date()): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  const time = moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hour12: false });
  if (moment.toDateString() === now.toDateString()) return time;
  const sameYear = moment.getFullYear() === now.getFullYear();
  const day = moment.toLocaleDateString(language, {
    year: sameYear ? undefined : "numeric",
    month: sameYear && language === "en" ? "short" : "numeric",
    day: "numeric",
  });
  return `${day} ${time}`;
}
