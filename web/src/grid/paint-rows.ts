/** Paints rows and cells: few elements, recycled while the person scrolls, touched only when something changed. */
import { attribute, icon, make } from "./dom.ts";
import type { Window } from "./geometry.ts";
import { GroupHead } from "./paint-group.ts";
import type { Scene } from "./scene.ts";
import { covers } from "./selection.ts";
import type { Column, GroupLine, Row } from "./types.ts";

/** What a row element shows: a record, one that is not loaded, the new-record line, or the head of a group. */
type Shown = Row | GroupLine | undefined | null;

interface CellNode {
  readonly element: HTMLElement;
  column: Column | undefined;
  row: Shown;
  selected: boolean;
  epoch: number;
  x: number;
  width: number;
}

interface RowNode {
  readonly element: HTMLElement;
  readonly gutter: HTMLElement;
  readonly number: HTMLElement;
  readonly clip: HTMLElement;
  readonly track: HTMLElement;
  head: GroupHead | undefined;
  readonly cells: Map<number, CellNode>;
  index: number;
  y: number;
  fresh: boolean;
}

/** Where rows wait that are not needed now. */
const SPARE = -9999;
const EXPAND = "M9.5 2.5h4v4M13.5 2.5l-5 5M6.5 13.5h-4v-4M2.5 13.5l5-5";

/** The rows on screen. */
export class RowPainter {
  private readonly shown = new Map<number, RowNode>();
  private readonly spare: RowNode[] = [];
  private hovered = -1;

  constructor(
    private readonly scene: Scene,
    private readonly body: HTMLElement,
    private readonly id: string,
  ) {}

  /** The element id of a cell, for `aria-activedescendant`. */
  cellId(row: number, column: number): string {
    return `${this.id}-${row}-${column}`;
  }

  /** The row under the pointer shows its button. */
  hover(row: number): void {
    if (row === this.hovered) return;
    this.shown.get(this.hovered)?.element.classList.remove("kg-hover");
    this.shown.get(row)?.element.classList.add("kg-hover");
    this.hovered = row;
  }

  /** Paints the visible rows and columns. */
  paint(rows: Window, columns: Window): void {
    for (const [index, node] of this.shown) {
      if (index >= rows.from && index < rows.to) continue;
      this.shown.delete(index);
      this.spare.push(node);
    }
    for (let index = rows.from; index < rows.to; index++) this.paintRow(this.nodeOf(index), index, columns);
    for (const node of this.spare) if (node.y !== SPARE) this.place(node, SPARE);
  }

  private nodeOf(index: number): RowNode {
    const known = this.shown.get(index);
    if (known) return known;
    const node = this.spare.pop() ?? this.create();
    node.index = index;
    node.fresh = true;
    node.element.classList.toggle("kg-hover", index === this.hovered);
    this.shown.set(index, node);
    return node;
  }

  private create(): RowNode {
    const element = make("div", "kg-row", { role: "row" }, this.body);
    const gutter = make("div", "kg-gutter", { role: "rowheader" }, element);
    const number = make("span", "", {}, gutter);
    if (this.scene.options.onOpenRecord) {
      gutter.classList.add("kg-openable");
      const label = this.scene.texts.openRecord;
      const button = make(
        "button",
        "kg-open-record",
        { type: "button", tabindex: "-1", title: label },
        gutter,
      );
      button.setAttribute("aria-label", label);
      button.appendChild(icon(EXPAND));
    }
    const clip = make("div", "kg-cells", { role: "presentation" }, element);
    const track = make("div", "kg-track", { role: "presentation" }, clip);
    const head = undefined;
    return { element, gutter, number, clip, track, head, cells: new Map(), index: -1, y: 0, fresh: true };
  }

  /** Moves a row; one that is spare leaves the sight of readers too. */
  private place(node: RowNode, y: number): void {
    if ((y === SPARE) !== (node.y === SPARE)) node.element.hidden = y === SPARE;
    node.y = y;
    node.element.style.transform = `translateY(${y}px)`;
  }

  private paintRow(node: RowNode, index: number, columns: Window): void {
    const { scene } = this;
    const y = scene.y(index);
    if (node.y !== y) this.place(node, y);
    const isNew = index >= scene.count;
    if (node.fresh) {
      node.fresh = false;
      attribute(node.element, "aria-rowindex", String(index + 2));
    }
    const group = scene.group(index);
    const number = group ? "" : isNew ? "+" : String(scene.number(index));
    if (node.number.textContent !== number) {
      node.number.textContent = number;
      const said = isNew ? scene.texts.newRow : `${scene.texts.rowNumber} ${number}`;
      attribute(node.gutter, "aria-label", group ? group.label : said);
    }
    if (node.element.classList.contains("kg-new") !== isNew) node.element.classList.toggle("kg-new", isNew);
    if (group) node.head ??= new GroupHead(scene, node.element);
    node.head?.paint(group);
    this.measure(node);
    node.gutter.classList.toggle(
      "kg-in",
      scene.selection.ranges.some((range) => index >= range.top && index <= range.bottom),
    );
    this.paintCells(node, index, columns, isNew ? null : (group ?? scene.row(index)));
  }

  private measure(node: RowNode): void {
    const { scene } = this;
    const height = `${scene.rows.height}px`;
    if (node.element.style.height !== height) {
      node.element.style.height = height;
      node.element.style.lineHeight = scene.tall ? "20px" : `${scene.rows.height - 1}px`;
      node.element.classList.toggle("kg-tall", scene.tall);
    }
    const gutter = `${scene.gutter}px`;
    if (node.gutter.style.width !== gutter) node.gutter.style.width = gutter;
    const left = `${scene.gutter + scene.axis.frozenWidth}px`;
    if (node.clip.style.left !== left) node.clip.style.left = left;
    const width = `${Math.max(0, scene.axis.total - scene.axis.frozenWidth - scene.scrollX)}px`;
    if (node.clip.style.width !== width) node.clip.style.width = width;
  }

  private paintCells(node: RowNode, index: number, columns: Window, row: Shown): void {
    const { frozen } = this.scene.axis;
    const spare: CellNode[] = [];
    for (const [column, cell] of node.cells) {
      if (
        column < frozen ? column < this.scene.columns.length : column >= columns.from && column < columns.to
      )
        continue;
      node.cells.delete(column);
      if (cell.element.parentNode === node.track) spare.push(cell);
      else cell.element.remove();
    }
    const pinned = Math.min(frozen, this.scene.columns.length);
    for (let column = 0; column < pinned; column++) this.paintCell(node, index, column, row, spare);
    for (let column = columns.from; column < columns.to; column++)
      this.paintCell(node, index, column, row, spare);
    for (const cell of spare) cell.element.remove();
  }

  private paintCell(node: RowNode, index: number, column: number, row: Shown, spare: CellNode[]): void {
    const { scene } = this;
    const field = scene.columns[column];
    if (!field) return;
    const pinned = column < scene.axis.frozen;
    const parent = pinned ? node.element : node.track;
    let cell = node.cells.get(column);
    if (cell && cell.element.parentNode !== parent) {
      cell.element.remove();
      cell = undefined;
    }
    if (!cell) {
      cell = (pinned ? undefined : spare.pop()) ?? this.createCell(parent, pinned ? node.clip : null);
      cell.epoch = -1;
      node.cells.set(column, cell);
      attribute(cell.element, "aria-colindex", String(column + 2));
    }
    const x = pinned
      ? scene.gutter + scene.axis.left(column)
      : scene.axis.left(column) - scene.axis.frozenWidth;
    const width = scene.axis.width(column);
    if (cell.x !== x) cell.element.style.left = `${x}px`;
    if (cell.width !== width) cell.element.style.width = `${width}px`;
    cell.x = x;
    cell.width = width;
    const id = this.cellId(index, column);
    if (cell.element.id !== id) cell.element.id = id;
    const selected = covers(scene.selection, index, column);
    if (selected !== cell.selected || cell.epoch < 0)
      attribute(cell.element, "aria-selected", String(selected));
    cell.selected = selected;
    if (cell.row === row && cell.column === field && cell.epoch === scene.epoch) return;
    cell.row = row;
    cell.column = field;
    cell.epoch = scene.epoch;
    if (row && "level" in row) this.sum(cell.element, row, field);
    else this.fill(cell.element, row, field, column);
  }

  /** A new cell; frozen ones stand before the scrolled ones, as they are read. */
  private createCell(parent: HTMLElement, before: Node | null): CellNode {
    const element = make("div", "kg-cell", { role: "gridcell" });
    parent.insertBefore(element, before);
    return { element, column: undefined, row: undefined, selected: false, epoch: -1, x: -1, width: -1 };
  }

  /** Shows the figure of a group in its column. */
  private sum(element: HTMLElement, group: GroupLine, field: Column): void {
    element.className = "kg-cell kg-sum";
    element.style.background = "";
    const text = group.figures.get(field.key) ?? "";
    element.textContent = text;
    attribute(element, "aria-label", `${group.name} ${group.label}: ${group.count} ${text}`.trim());
    attribute(element, "aria-readonly", "true");
    attribute(element, "aria-invalid", null);
  }

  private fill(element: HTMLElement, row: Row | undefined | null, field: Column, column: number): void {
    const { scene } = this;
    const look = scene.looks[column];
    if (!look) return;
    const mark = row?.marks?.[field.key];
    let name = "kg-cell";
    if (look.align === "right" && mark?.text === undefined) name += " kg-right";
    if (look.align === "center") name += " kg-center";
    if (field.readonly && row !== null) name += " kg-readonly";
    if (mark && mark.kind !== "pending") name += ` kg-${mark.kind}`;
    if (mark && mark.kind !== "pending" && mark.kind !== "changed") name += " kg-marked";
    if (row === undefined) name += " kg-wait";
    if (element.className !== name) element.className = name;
    const tint = row ? scene.options.tint?.(row, field.key) : undefined;
    if (tint || element.style.background) element.style.background = tint ?? "";
    const text =
      row === null ? (column === 0 ? scene.texts.newRow : "") : scene.text(row ?? undefined, column);
    if (row && look.paint && mark?.text === undefined) {
      element.textContent = "";
      look.paint(element, row.values[field.key] ?? null, field, scene.context);
    } else element.textContent = scene.tall ? text : text.replaceAll("\n", " ");
    const label =
      row === undefined ? scene.texts.loading : text || (row ? scene.texts.empty : scene.texts.newRow);
    attribute(element, "aria-label", `${field.name}: ${label}${mark?.message ? ` (${mark.message})` : ""}`);
    attribute(element, "aria-readonly", field.readonly ? "true" : null);
    attribute(element, "aria-invalid", mark?.kind === "error" ? "true" : null);
  }

  /** The elements of the cells of a column that are on screen, for fitting its width. */
  cellsOf(column: number): HTMLElement[] {
    return [...this.shown.values()].flatMap((node) => node.cells.get(column)?.element ?? []);
  }
}
