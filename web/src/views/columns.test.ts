import { describe, expect, it } from "vitest";
import type { Field } from "../api/types";
import { arrangeColumns, moved, movedColumns, writeColumns } from "./columns";

function field(key: string, position: number, part: Partial<Field> = {}): Field {
  return {
    key,
    name: key,
    short: null,
    type: "text",
    kind: "text",
    required: false,
    unique: false,
    default: null,
    config: {},
    position,
    origin: "custom",
    readonly: false,
    system: false,
    archived: false,
    ...part,
  };
}

const fields = [
  field("name", 1),
  field("phone", 2),
  field("city", 3),
  field("created_at", 4, { system: true }),
];
const keys = (list: ReturnType<typeof arrangeColumns>) => list.map((column) => column.field.key);

describe("the columns of a view", () => {
  it("follow the table when the view says nothing, system fields hidden", () => {
    const list = arrangeColumns(fields, [], "name");
    expect(keys(list)).toEqual(["name", "phone", "city", "created_at"]);
    expect(list.filter((column) => column.hidden).map((column) => column.field.key)).toEqual(["created_at"]);
  });

  it("keep the title first and shown", () => {
    const list = arrangeColumns(fields, [{ field: "city" }, { field: "name", hidden: true }], "name");
    expect(keys(list).slice(0, 2)).toEqual(["name", "city"]);
    expect(list[0]?.hidden).toBe(false);
  });

  it("put a new field behind the one before it in the table", () => {
    const more = [...fields, field("level", 1.5)];
    const saved = [{ field: "name" }, { field: "city" }, { field: "phone" }, { field: "created_at" }];
    expect(keys(arrangeColumns(more, saved, "name"))).toEqual([
      "name",
      "level",
      "city",
      "phone",
      "created_at",
    ]);
  });

  it("leave out archived fields and unknown ones", () => {
    const less = [...fields.slice(0, 2), field("city", 3, { archived: true })];
    expect(keys(arrangeColumns(less, [{ field: "city" }, { field: "gone" }], "name"))).toEqual([
      "name",
      "phone",
    ]);
  });

  it("are written with width and visibility only", () => {
    const list = arrangeColumns(fields.slice(0, 2), [{ field: "phone", width: 90 }], "name");
    expect(writeColumns(list)).toEqual([
      { field: "name", hidden: false },
      { field: "phone", hidden: false, width: 90 },
    ]);
  });

  it("move one place to another", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  });
});

describe("a dragged column", () => {
  const columns = arrangeColumns(fields, [], "name");
  const keys = (list: ReturnType<typeof arrangeColumns>) => list.map((column) => column.field.key);

  it("stands before the one it was dropped on, hidden ones stay where they are", () => {
    expect(keys(movedColumns(columns, [2], 1))).toEqual(["name", "city", "phone", "created_at"]);
    expect(keys(movedColumns(columns, [1], 3))).toEqual(["name", "city", "phone", "created_at"]);
  });
});
