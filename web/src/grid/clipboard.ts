/** What is copied and pasted: plain text beside an HTML table that Excel and WPS read without spoiling numbers. */
import { type Block, readTsv, writeTsv } from "./tsv.ts";

/** The attribute that tells our own tables from others. */
const OWN = "data-kehu";

/** Both forms of a copied block. */
export interface Copied {
  readonly text: string;
  readonly html: string;
}

function entities(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", '<br style="mso-data-placement:same-cell">');
}

/** Whether Excel would spoil a text by taking it for a number or a formula. */
export function needsTextFormat(text: string): boolean {
  if (/^[+-]?\d{15,}$/.test(text) || /^0\d+$/.test(text)) return true;
  return /^[=+@-]/.test(text) && Number.isNaN(Number(text.replace(/[,%]/g, "")));
}

function cell(text: string): string {
  const style = needsTextFormat(text) ? ` style="mso-number-format:'\\@'"` : "";
  return `<td${style}>${entities(text)}</td>`;
}

/** Writes a block for the clipboard. */
export function writeClipboard(block: Block): Copied {
  const rows = block.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
  const html = `<html><head><meta charset="utf-8"></head><body><table ${OWN}="1">${rows}</table></body></html>`;
  return { text: writeTsv(block), html };
}

/** Reads what was pasted: the HTML table of a spreadsheet when there is one, else the plain text. */
export function readClipboard(html: string, text: string): string[][] {
  if (!html || !/<table/i.test(html)) return text === "" ? [] : readTsv(text);
  const document = new DOMParser().parseFromString(html, "text/html");
  const tables = document.querySelectorAll("table");
  const [table] = tables;
  if (!table || tables.length !== 1) return readTsv(text);
  const block = readTable(table);
  return block.length > 0 ? block : readTsv(text);
}

/** The text of a table cell: breaks are line breaks, other white space is one space, as a browser shows it. */
function textOf(node: Node): string {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeName === "BR") text += "\n";
    else if (child.nodeType === 3) text += (child.textContent ?? "").replace(/[ \t\r\n]+/g, " ");
    else if (!(child.nodeName === "STYLE" || child.nodeName === "SCRIPT" || child.nodeName === "#comment")) {
      if (/^(P|DIV)$/.test(child.nodeName) && text !== "" && !text.endsWith("\n")) text += "\n";
      text += textOf(child);
    }
  }
  return text;
}

/** A table as a block; merged cells fill their first place, the others are empty. */
function readTable(table: HTMLTableElement): string[][] {
  const block: string[][] = [];
  const taken = new Set<string>();
  for (const row of table.querySelectorAll("tr")) {
    const y = block.length;
    const texts: string[] = [];
    for (const cell of row.querySelectorAll("td, th")) {
      while (taken.has(`${y},${texts.length}`)) texts.push("");
      const x = texts.length;
      const wide = span(cell, "colspan");
      const high = span(cell, "rowspan");
      for (let down = 1; down < high; down++)
        for (let right = 0; right < wide; right++) taken.add(`${y + down},${x + right}`);
      texts.push(
        textOf(cell)
          .replace(/\u00a0/g, " ")
          .replace(/ *\n */g, "\n")
          .trim(),
      );
      for (let right = 1; right < wide; right++) texts.push("");
    }
    while (taken.has(`${y},${texts.length}`)) texts.push("");
    block.push(texts);
  }
  return block.filter((row) => row.length > 0);
}

function span(cell: Element, name: string): number {
  const number = Number(cell.getAttribute(name) ?? "1");
  return Number.isInteger(number) ? Math.min(Math.max(number, 1), 1000) : 1;
}
