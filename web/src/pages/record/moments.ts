const two = (number: number): string => String(number).padStart(2, "0");

/** A moment of the wire as an input for local date and time wants it. */
export function localMoment(moment: string): string {
  const date = new Date(moment);
  if (!moment || Number.isNaN(date.getTime())) return "";
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The inverse: a local date and time as the wire wants it. */
export function utcMoment(local: string): string {
  return `${new Date(local).toISOString().slice(0, 19)}Z`;
}
