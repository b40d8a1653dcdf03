import { Modal } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

/** Every key of the table page: what is pressed, and the name of what it does. */
const KEYS = {
  move: [
    ["← ↑ → ↓", "step"],
    ["Ctrl+← ↑ → ↓", "edge"],
    ["Home / End", "row_ends"],
    ["Ctrl+Home / Ctrl+End", "ends"],
    ["Page Up / Page Down", "page"],
    ["Tab / Shift+Tab", "tab"],
    ["Ctrl+F", "find"],
    ["Ctrl+K", "search"],
  ],
  select: [
    ["Shift+← ↑ → ↓", "extend"],
    ["Ctrl+Shift+← ↑ → ↓", "extend_edge"],
    ["Ctrl+A", "all"],
    ["Shift+Space", "row"],
    ["Ctrl+Space", "column"],
  ],
  edit: [
    ["F2 / Enter", "open"],
    ["Alt+Enter", "newline"],
    ["Esc", "escape"],
    ["Delete", "clear"],
    ["Space", "toggle"],
    ["Ctrl+;", "today"],
    ["Ctrl+Z / Ctrl+Y", "undo"],
  ],
  block: [
    ["Ctrl+C / Ctrl+X / Ctrl+V", "clipboard"],
    ["Ctrl+D", "fill_down"],
    ["Ctrl+R", "fill_right"],
    ["▪", "handle"],
  ],
  other: [
    ["Ctrl+Enter", "record"],
    ["Shift+F10", "menu"],
    ["Ctrl+/", "help"],
  ],
} as const;

interface KeyboardHelpProps {
  open: boolean;
  onClose: () => void;
  onClosed: () => void;
}

/** Lists all keys. */
export function KeyboardHelp({ open, onClose, onClosed }: KeyboardHelpProps) {
  const { t } = useTranslation("keys");
  const groups = Object.keys(KEYS) as (keyof typeof KEYS)[];
  return (
    <Modal open={open} width={760} footer={null} title={t("title")} onCancel={onClose} afterClose={onClosed}>
      <div className="keys">
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`groups.${group}`)}</h3>
            <dl>
              {KEYS[group].map(([keys, name]) => (
                <Fragment key={name}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{t(`keys.${name}`)}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="kh-faint">{t("mac")}</p>
    </Modal>
  );
}
