import { Drawer } from "antd";
import { Sidebar } from "./sidebar";

interface PhoneDrawerProps {
  open: boolean;
  onClose: () => void;
}

/** The sidebar as a drawer, for phones. */
export function PhoneDrawer({ open, onClose }: PhoneDrawerProps) {
  return (
    <Drawer
      open={open}
      placement="left"
      size={272}
      closable={false}
      onClose={onClose}
      styles={{ body: { padding: 0 } }}
    >
      <Sidebar onNavigate={onClose} />
    </Drawer>
  );
}
