import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InsertList } from "./insert-list";

const ITEMS = ["名称", "金额", "累计"].map((name) => ({ key: name, search: name, label: name }));

describe("the list to insert from", () => {
  let host: HTMLElement;
  let root: Root;
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    host = document.body.appendChild(document.createElement("div"));
    root = createRoot(host);
  });
  afterEach(() => {
    act(() => root.unmount());
    host.remove();
  });

  it("is narrowed with each letter, so that nothing moves under the pointer that follows", () => {
    const taken: string[] = [];
    act(() => root.render(<InsertList items={ITEMS} label="find" onTake={(key) => taken.push(key)} />));
    const input = host.querySelector("input");
    if (!input) throw new Error("no input");
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, "累");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const before = [...host.querySelectorAll("button.insert-item")];
    expect(before.map((button) => button.textContent)).toEqual(["累计"]);
    act(() => input.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
    expect([...host.querySelectorAll("button.insert-item")]).toEqual(before);
    act(() => (before[0] as HTMLElement).click());
    expect(taken).toEqual(["累计"]);
  });
});
