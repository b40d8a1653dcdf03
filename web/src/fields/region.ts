/** Regions of China, searched by parts: 深圳南山, 广东 深. */
import type { EditSession, FieldLook, Popup } from "../grid/look.ts";
import type { Column } from "../grid/types.ts";
import { ListPopup } from "./parts/list.ts";

const SHOWN = 50;
let regions: Promise<readonly string[]> | undefined;

/** Every province, city and district as it is stored, from the list the server checks against. */
export function pathsOf(list: string): string[] {
  const paths = new Set<string>();
  for (const line of list.split("\n")) {
    const [province, city = "", districts = ""] = line.split("\t");
    if (!province || line.startsWith("#")) continue;
    const above = city ? `${province}/${city}` : province;
    paths.add(province).add(above);
    for (const district of districts.split(" ")) if (district) paths.add(`${above}/${district}`);
  }
  return [...paths];
}

/** Regions that hold the characters of a query in their order, the highest level first. */
export function searchRegions(paths: readonly string[], query: string): string[] {
  const parts = query.split(/[\s/]+/).filter(Boolean);
  const held = paths.filter((path) => parts.every((part) => path.includes(part)));
  const found = held.length > 0 ? held : paths.filter((path) => follows(path, query.replace(/[\s/]/g, "")));
  const levels = (path: string) => path.split("/").length;
  return found.sort((a, b) => levels(a) - levels(b)).slice(0, SHOWN);
}

function follows(path: string, query: string): boolean {
  let at = 0;
  for (const sign of query) {
    at = path.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** A change of the list by the company: kind, path, year, new name. */
export type Place = readonly [kind: string, path: string, year: number, name: string];

/** The list as a company has changed it: what was closed or renamed is offered no more. */
export function changedPaths(paths: readonly string[], changes: readonly Place[]): string[] {
  let now = [...paths];
  for (const [kind, path, , name] of changes) {
    const within = (one: string) => one === path || one.startsWith(`${path}/`);
    const renamed = [...path.split("/").slice(0, -1), name].join("/");
    if (kind === "close") now = now.filter((one) => !within(one));
    if (kind === "rename") now = now.map((one) => (within(one) ? renamed + one.slice(path.length) : one));
    if (kind === "add" && !now.includes(path)) now.push(path);
  }
  return now;
}

/** Every region that is offered now, with the company's changes. */
export async function regionsNow(changes: readonly Place[] = []): Promise<readonly string[]> {
  regions ??= import("../../../kehu/base/regions_cn.tsv?raw").then((file) => pathsOf(file.default));
  return changedPaths(await regions, changes);
}

function placesOf(column: Column): readonly Place[] {
  return Array.isArray(column.config.places) ? column.config.places : [];
}

function open(session: EditSession): Popup {
  const list = new ListPopup(session, {
    options: async (query) =>
      searchRegions(await regionsNow(placesOf(session.column)), query).map((path) => ({
        value: path,
        label: path,
      })),
    chosen: () => new Set(session.value === null ? [] : [String(session.value)]),
    take: (option, by) => session.commit(option.value, by === "key" ? "down" : "stay"),
    matches: ([first], query) => first !== undefined && query !== "",
    value: () => list.picked()?.value ?? (session.text().trim() || undefined),
    paint: (host, option) => {
      host.textContent = option.label;
    },
    enterEnds: true,
  });
  return list;
}

export const look: FieldLook = {
  types: ["region"],
  icon: "M8 13.500c-3-3-4.500-5-4.500-7a4.500 4.500 0 0 1 9 0c0 2-1.500 4-4.500 7zM8 5v3M6.500 6.500h3",
  picks: true,
  show: (value) => String(value ?? ""),
  parse: (text) => text.trim() || null,
  open,
};
