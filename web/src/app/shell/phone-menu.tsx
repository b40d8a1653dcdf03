import { MenuOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { createContext, use } from "react";
import { useTranslation } from "react-i18next";

/** Opens the drawer with the tables; null where the sidebar stands beside the page. */
export const PhoneMenuContext = createContext<(() => void) | null>(null);

/** The button that opens the tables on a phone. */
export function PhoneMenuButton() {
  const open = use(PhoneMenuContext);
  const { t } = useTranslation("shell");
  if (!open) return null;
  return <Button type="text" icon={<MenuOutlined />} aria-label={t("menu")} onClick={open} />;
}
