import { Drawer } from "antd";
import type { ReactNode } from "react";

interface BottomDrawerProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A drawer from below, for phones. */
export default function BottomDrawer({ title, onClose, children }: BottomDrawerProps) {
  return (
    <Drawer
      open
      placement="bottom"
      size="62%"
      title={title}
      onClose={onClose}
      styles={{ body: { padding: 16 } }}
    >
      {children}
    </Drawer>
  );
}
