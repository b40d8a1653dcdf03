import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Node = { [key: string]: Node | string };

const source = join(import.meta.dirname, "..");
const PLURALS = /_(zero|one|two|few|many|other)$/;

function texts(language: string): Map<string, string> {
  const folder = join(source, "i18n", language);
  const found = new Map<string, string>();
  const walk = (area: string, path: string, node: Node): void => {
    for (const [key, value] of Object.entries(node)) {
      const here = path ? `${path}.${key}` : key;
      if (typeof value === "string") found.set(`${area}:${here}`, value);
      else walk(area, here, value);
    }
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    walk(file.replace(".json", ""), "", JSON.parse(readFileSync(join(folder, file), "utf8")) as Node);
  }
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) && !name.includes(".test.") ? [path] : [];
  });
}

/** Keys named in the source: whole ones, and beginnings of ones put together at run time. */
function uses(): { whole: Map<string, string>; beginnings: string[] } {
  const whole = new Map<string, string>();
  const beginnings: string[] = [];
  for (const path of sources(source)) {
    const text = readFileSync(path, "utf8");
    const area = /(?:useTranslation|getFixedT)\((?:null, )?"(\w+)"/.exec(text)?.[1];
    const full = (key: string) => (key.includes(":") ? key : `${area}:${key}`);
    for (const match of text.matchAll(/\bt\(\s*"([^"]+)"/g)) {
      if (match[1]) whole.set(full(match[1]), path);
    }
    for (const match of text.matchAll(/\bt\(\s*`([^`]+?)\$\{/g)) {
      if (match[1]) beginnings.push(full(match[1]));
    }
    for (const match of text.matchAll(/\bt\([^()?]+(?:\?\.[^()?]+)*\?\s*"([^"]+)"\s*:\s*"([^"]+)"/g)) {
      for (const key of [match[1], match[2]]) if (key) whole.set(full(key), path);
    }
  }
  return { whole, beginnings };
}

describe("the texts of the interface", () => {
  const zh = texts("zh-CN");
  const en = texts("en");
  const used = uses();

  it("stand in both languages", () => {
    const base = (keys: Iterable<string>) => new Set([...keys].map((key) => key.replace(PLURALS, "")));
    expect([...base(en.keys())].sort()).toEqual([...base(zh.keys())].sort());
  });

  it("exist for every key the source names", () => {
    const known = new Set([...zh.keys()].map((key) => key.replace(PLURALS, "")));
    expect([...used.whole.keys()].filter((key) => !known.has(key))).toEqual([]);
  });

  it("are all used", () => {
    const idle = [...zh.keys()].filter(
      (key) =>
        !used.whole.has(key.replace(PLURALS, "")) && !used.beginnings.some((start) => key.startsWith(start)),
    );
    expect(idle).toEqual([]);
  });

  it("name the same parameters in both languages", () => {
    const parameters = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
    for (const [key, text] of zh) {
      const other = en.get(key) ?? en.get(`${key}_other`) ?? "";
      expect([key, parameters(other)]).toEqual([key, parameters(text)]);
    }
  });

  it("leave no Chinese in English", () => {
    const allowed = new Set(["shell:language"]);
    expect([...en].filter(([key, text]) => /[\u4e00-\u9fff]/.test(text) && !allowed.has(key))).toEqual([]);
  });
});
