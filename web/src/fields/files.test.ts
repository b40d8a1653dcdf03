import { describe, expect, it } from "vitest";
import type { LookContext } from "../grid/look.ts";
import type { Column, FileEntry } from "../grid/types.ts";
import { lookOf } from "./index.ts";
import { fitting, paintFiles, sayBytes, signOf } from "./parts/files.ts";

const entry = (name: string, picture: boolean): FileEntry => ({
  file: "a".repeat(64),
  name,
  type: picture ? "image/png" : "application/pdf",
  size: 1,
  picture,
});
const context: LookContext = { language: "zh-CN", now: () => new Date(), titleOf: () => undefined };
const column = { kind: "files", type: "attachment", config: {}, width: 160 } as unknown as Column;

describe("files in a cell", () => {
  it("are told by their names", () => {
    const look = lookOf(column);
    expect(look.show([entry("门头.png", true), entry("合同.pdf", false)], column, context)).toBe(
      "门头.png、合同.pdf",
    );
    expect(look.show(null, column, context)).toBe("");
    expect([look.handsOver, look.takesFiles]).toEqual([true, true]);
    expect(lookOf({ ...column, type: "image" }).takesFiles).toBe(true);
  });

  it("are shown as far as there is room, the rest is counted", () => {
    const pictures = Array.from({ length: 9 }, (_, index) => entry(`${index}.png`, true));
    expect(fitting(pictures.slice(0, 4), 160)).toBe(4);
    expect(fitting(pictures, 160)).toBe(3);
    expect(fitting([entry("一份名字很长的合同.pdf", false)], 60)).toBe(1);
    const host = document.createElement("div");
    paintFiles(host, pictures, 160);
    expect(host.querySelectorAll("img")).toHaveLength(3);
    expect(host.textContent).toBe("+6");
  });

  it("never become markup", () => {
    const host = document.createElement("div");
    paintFiles(host, [entry("<img src=x onerror=alert(1)>.pdf", false)], 300);
    expect(host.querySelector("img")).toBeNull();
    expect(host.textContent).toContain("<img src=x");
  });

  it("say their size and their ending", () => {
    expect([sayBytes(5), sayBytes(2048), sayBytes(3 * 1024 * 1024)]).toEqual(["5 B", "2 KB", "3.0 MB"]);
    expect([signOf("a.tar.gz"), signOf("无后缀")]).toEqual(["GZ", "…"]);
  });
});
