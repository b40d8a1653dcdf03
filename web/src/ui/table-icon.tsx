import {
  AccountBookOutlined,
  AppstoreOutlined,
  BankOutlined,
  CalendarOutlined,
  ContactsOutlined,
  CustomerServiceOutlined,
  FileTextOutlined,
  GiftOutlined,
  MessageOutlined,
  ProjectOutlined,
  ScheduleOutlined,
  ShopOutlined,
  ShoppingOutlined,
  TableOutlined,
  TeamOutlined,
  UserOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";

const ICONS: Record<string, ComponentType> = {
  account: AccountBookOutlined,
  app: AppstoreOutlined,
  bank: BankOutlined,
  calendar: CalendarOutlined,
  contacts: ContactsOutlined,
  file: FileTextOutlined,
  gift: GiftOutlined,
  message: MessageOutlined,
  project: ProjectOutlined,
  schedule: ScheduleOutlined,
  service: CustomerServiceOutlined,
  shop: ShopOutlined,
  shopping: ShoppingOutlined,
  table: TableOutlined,
  team: TeamOutlined,
  user: UserOutlined,
};

/** Signs a person may choose for a table of their own. */
export const TABLE_ICONS = Object.keys(ICONS);

/** The sign of a table; unknown ones look like a plain table. */
export function TableIcon({ icon }: { icon: string }) {
  const Icon = ICONS[icon] ?? TableOutlined;
  return (
    <span className="table-icon" aria-hidden="true">
      <Icon />
    </span>
  );
}
