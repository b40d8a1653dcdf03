import { Dropdown, type MenuProps } from "antd";
import "./ui.css";

interface SpotMenuProps {
  point: { x: number; y: number };
  items: NonNullable<MenuProps["items"]>;
  onClose: () => void;
}

/** A menu that opens at a point of the page. */
export function SpotMenu({ point, items, onClose }: SpotMenuProps) {
  return (
    <Dropdown
      key={`${point.x},${point.y}`}
      open
      trigger={["click"]}
      menu={{ items, onClick: onClose }}
      onOpenChange={(open) => !open && onClose()}
      destroyOnHidden
    >
      <span className="spot" style={{ left: point.x, top: point.y }} />
    </Dropdown>
  );
}
