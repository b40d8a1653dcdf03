const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** Says a number of bytes as people read it: 1.2 MB. */
export function saySize(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)));
  const size = bytes / 1024 ** step;
  return `${step === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${UNITS[step]}`;
}
