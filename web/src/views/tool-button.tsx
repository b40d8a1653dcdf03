import { Button } from "antd";
import type { ReactNode } from "react";
import { Panel } from "../ui/panel";

interface ToolButtonProps {
  title: string;
  icon: ReactNode;
  /** How many are set; the button is marked when any is. */
  count: number;
  content: ReactNode;
  compact?: boolean;
}

/** A button of the view's toolbar that opens its panel. */
export function ToolButton({ title, icon, count, content, compact }: ToolButtonProps) {
  return (
    <Panel compact={compact} title={title} content={content}>
      <Button
        type="text"
        size="small"
        className={count > 0 ? "tool is-on" : "tool"}
        icon={icon}
        aria-label={title}
      >
        {compact ? count || null : count > 0 ? `${title} ${count}` : title}
      </Button>
    </Panel>
  );
}
