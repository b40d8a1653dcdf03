/** The small sign at the end of a cell that opens an address; only for schemes that are safe. */
import { icon, make } from "../../grid/dom.ts";
import type { LookContext } from "../../grid/look.ts";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address when its scheme is safe to open. */
export function safeAddress(address: string): string | undefined {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Paints a text with its opening sign. */
export function paintOpening(host: HTMLElement, text: string, address: string, context: LookContext): void {
  host.textContent = text;
  const href = text ? safeAddress(address) : undefined;
  if (!href) return;
  const link = make("a", "kg-go", { href, rel: "noopener noreferrer", tabindex: "-1" }, host);
  if (href.startsWith("http")) link.target = "_blank";
  link.setAttribute("aria-label", context.language === "en" ? `Open ${text}` : `打开 ${text}`);
  link.appendChild(icon("M9.500 2.500h4v4M13.500 2.500l-6 6M12 9.500v4H2.500V4h4"));
}
