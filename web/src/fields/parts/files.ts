/** Files of a cell: their addresses, sizes and signs, and how they are painted. */
import { make } from "../../grid/dom.ts";
import type { FileEntry, Value } from "../../grid/types.ts";

/** The files of a value. */
export function filesOf(value: Value | undefined): readonly FileEntry[] {
  return Array.isArray(value) ? value.filter((one): one is FileEntry => typeof one === "object") : [];
}

/** Where the contents of a file are, to be saved under its name. */
export function addressOf(entry: Pick<FileEntry, "file" | "name">): string {
  return `/api/files/${entry.file}?name=${encodeURIComponent(entry.name)}`;
}

/** Where the small picture of a picture is. */
export function previewOf(entry: Pick<FileEntry, "file">): string {
  return `/api/files/${entry.file}/preview`;
}

/** The ending of a name in capitals, as a sign of what it is. */
export function signOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? "…";
}

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(PDF|OFD)$/, "#c0392b"],
  [/^(DOCX?|WPS|ODT)$/, "#2f6fd0"],
  [/^(XLSX?|ET|CSV|ODS)$/, "#0f8a5f"],
  [/^(PPTX?|DPS)$/, "#b3561a"],
  [/^(ZIP|RAR|7Z|GZ)$/, "#7a5c00"],
  [/^(PNG|JPE?G|GIF|WEBP|BMP|HEIC|SVG)$/, "#7a4fd0"],
];

/** The colour of a file's sign. */
export function colorOf(name: string): string {
  const sign = signOf(name);
  return FAMILIES.find(([pattern]) => pattern.test(sign))?.[1] ?? "#646a73";
}

/** A size as people read it. */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const THUMB = 32;
const CHIP = 96;
const MORE = 28;

/** How many files of a cell fit into a width; the rest is counted. */
export function fitting(files: readonly FileEntry[], width: number): number {
  let room = width - 16;
  for (const [index, file] of files.entries()) {
    room -= file.picture ? THUMB : CHIP;
    const rest = files.length - index - 1;
    if (room < (rest > 0 ? MORE : 0)) return Math.max(index, 1);
  }
  return files.length;
}

/** Paints the files of a cell: pictures as they look, others as a sign and a name, "+n" for the rest. */
export function paintFiles(host: HTMLElement, files: readonly FileEntry[], width: number): void {
  const box = make("span", "kg-files", {}, host);
  const shown = fitting(files, width);
  for (const file of files.slice(0, shown)) {
    if (file.picture) {
      const image = make("img", "kg-thumb", { alt: file.name, title: file.name, loading: "lazy" }, box);
      image.draggable = false;
      image.src = previewOf(file);
    } else {
      const chip = make("span", "kg-chip kg-file", { title: file.name }, box);
      const sign = make("b", "", {}, chip);
      sign.textContent = signOf(file.name);
      sign.style.color = colorOf(file.name);
      chip.append(file.name);
    }
  }
  if (files.length > shown) make("span", "kg-more", {}, box).textContent = `+${files.length - shown}`;
}
