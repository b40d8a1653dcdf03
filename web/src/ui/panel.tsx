import { Popover, Spin } from "antd";
import { lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";

const BottomDrawer = lazy(() => import("./bottom-drawer"));

interface PanelProps {
  title: string;
  content: ReactNode;
  /** The button that opens the panel. */
  children: ReactElement;
  /** Slide in from below, as on a phone. */
  compact?: boolean;
  open?: boolean;
  onOpen?: (open: boolean) => void;
}

/** A panel under its button; on a phone a drawer from below. */
export function Panel({ title, content, children, compact, open, onOpen }: PanelProps) {
  const [own, setOwn] = useState(false);
  const shown = open ?? own;
  const show = onOpen ?? setOwn;
  const body = <Suspense fallback={<Spin />}>{content}</Suspense>;
  if (!compact) {
    return (
      <Popover
        open={shown}
        onOpenChange={show}
        trigger="click"
        placement="bottomLeft"
        content={
          // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel wherever the focus is in it
          <div onKeyDown={(event) => event.key === "Escape" && show(false)}>{body}</div>
        }
      >
        {children}
      </Popover>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside is what keys reach */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button inside is what keys reach */}
      <span onClick={() => show(true)}>{children}</span>
      <Suspense fallback={null}>
        {shown && (
          <BottomDrawer title={title} onClose={() => show(false)}>
            {body}
          </BottomDrawer>
        )}
      </Suspense>
    </>
  );
}
