import { describe, expect, it } from "vitest";
import { needsTextFormat, readClipboard, writeClipboard } from "./clipboard.ts";
import { readTsv, writeTsv } from "./tsv.ts";

describe("tab-separated text", () => {
  const block = [
    ["华为", "第一行\n第二行", 'a "b" c'],
    ["", "1,200", "x\ty"],
  ];

  it("comes back as it was written", () => {
    expect(readTsv(writeTsv(block))).toEqual(block);
  });

  it("of Excel ends with a line break that is no row", () => {
    expect(readTsv("a\tb\r\n1\t2\r\n")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  it("keeps quotes that open no quoted cell", () => {
    expect(readTsv('"5寸" 屏\t6"')).toEqual([['"5寸" 屏', '6"']]);
    expect(readTsv('"never closed\tb')).toEqual([['"never closed', "b"]]);
  });

  it("keeps empty cells and rows", () => {
    expect(readTsv("\t\n\n\tz")).toEqual([["", ""], [""], ["", "z"]]);
  });
});

describe("the clipboard", () => {
  it("tells spreadsheets to keep long numbers, leading zeros and formulas as text", () => {
    expect(["110101199003071234", "007", "=1+1", "@a", "-x", "+cmd"].every(needsTextFormat)).toBe(true);
    expect(["13800138000", "-5", "-1,200.50", "0", "0.5", "+8", "12%", "华为"].some(needsTextFormat)).toBe(
      false,
    );
    const { html } = writeClipboard([["110101199003071234", "5"]]);
    expect(html).toContain(`<td style="mso-number-format:'\\@'">110101199003071234</td><td>5</td>`);
  });

  it("writes no markup from values", () => {
    expect(writeClipboard([["<img src=x onerror=y>&"]]).html).toContain("&lt;img src=x onerror=y&gt;&amp;");
  });

  it("comes back through HTML as it was", () => {
    const block = [
      ["a\nb", "<b>"],
      ["", "007"],
    ];
    const { html, text } = writeClipboard(block);
    expect(readClipboard(html, text)).toEqual(block);
  });

  it("reads a table of Excel: styles, entities, merged cells", () => {
    const html = `<html><style>td{mso-number-format:General}</style><body><table><col width=64>
      <tr><td colspan=2>合并</td><td>C</td></tr>
      <tr><td rowspan="2">左</td><td>1,200<br>第二行</td><td>&nbsp;</td></tr>
      <tr><td>x</td><td><span>y</span>
        z</td></tr></table></body></html>`;
    expect(readClipboard(html, "")).toEqual([
      ["合并", "", "C"],
      ["左", "1,200\n第二行", ""],
      ["", "x", "y z"],
    ]);
  });

  it("takes the plain text when the HTML is no single table", () => {
    expect(readClipboard("<p>hello</p>", "a\tb")).toEqual([["a", "b"]]);
    expect(readClipboard("", "")).toEqual([]);
  });
});
