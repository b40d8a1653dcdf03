import { Drawer } from "antd";
import type { Table } from "../../api/types";
import { usePhone } from "../../ui/use-phone";
import { RecordPanel } from "./record-panel";

interface RecordDrawerProps {
  table: Table;
  id: number;
  onClose: () => void;
  onOpen: (id: number) => void;
}

/** One record beside the grid; on a phone it fills the screen. */
export function RecordDrawer({ table, id, onClose }: RecordDrawerProps) {
  const phone = usePhone();
  return (
    <Drawer
      open
      size={phone ? "100%" : 520}
      mask={phone}
      closable={false}
      onClose={onClose}
      styles={{ body: { padding: 0 } }}
      className="record-drawer"
    >
      <RecordPanel table={table} id={id} onClose={onClose} />
    </Drawer>
  );
}
