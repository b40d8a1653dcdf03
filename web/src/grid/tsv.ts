/** Tab-separated text as Excel and WPS put it on the clipboard. */

/** A block of texts, row by row. */
export type Block = readonly (readonly string[])[];

function quote(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes a block; cells with tabs, line breaks or quotes are quoted. */
export function writeTsv(block: Block): string {
  return block.map((row) => row.map(quote).join("\t")).join("\r\n");
}

/**
 * Reads a block. A cell that starts with a quote runs to its closing quote, tabs and line breaks included; a quote
 * that is never closed, or is followed by more text, is an ordinary character (as `"5寸" 屏`).
 */
export function readTsv(text: string): string[][] {
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const block: string[][] = [[]];
  let at = 0;
  for (;;) {
    const quoted = source[at] === '"' ? readQuoted(source, at) : undefined;
    const end = quoted?.end ?? plainEnd(source, at);
    block.at(-1)?.push(quoted ? quoted.text : source.slice(at, end));
    if (end >= source.length) return block;
    if (source[end] === "\n") block.push([]);
    at = end + 1;
  }
}

function plainEnd(source: string, from: number): number {
  let end = from;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end++;
  return end;
}

function readQuoted(source: string, from: number): { text: string; end: number } | undefined {
  let text = "";
  let at = from + 1;
  for (;;) {
    const close = source.indexOf('"', at);
    if (close < 0) return undefined;
    text += source.slice(at, close);
    if (source[close + 1] !== '"') {
      const next = source[close + 1];
      return next === undefined || next === "\t" || next === "\n" ? { text, end: close + 1 } : undefined;
    }
    text += '"';
    at = close + 2;
  }
}
