/** What the parts of a grid know of each other. */
import type { Editor } from "./editor.ts";
import type { Notice } from "./options.ts";
import type { Scene } from "./scene.ts";
import type { Cell, Selection } from "./selection.ts";
import type { Viewport } from "./viewport.ts";

/** A grid as its own parts see it. */
export interface Core {
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly editor: Editor;
  /** Changes the selection and brings a cell into view; the active one unless told. */
  setSelection(selection: Selection, reveal?: Cell | null): void;
  notice(notice: Notice): void;
  /** Says why the active cell cannot be written. */
  refuse(): void;
  /** Runs a request and tells the person when it fails. */
  attempt(work: () => Promise<void>): Promise<void>;
}
