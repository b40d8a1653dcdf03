import { CheckOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useMeta } from "../../api/queries";
import { SpotMenu } from "../../ui/spot-menu";
import { summariesOf } from "../../views/figures";
import type { HeaderSpot } from "./header-menu";
import type { TableState } from "./use-table-state";

interface FootMenuProps {
  spot: HeaderSpot | null;
  state: TableState;
  onClose: () => void;
}

/** Chooses the figure at the foot of a column. */
export function FootMenu({ spot, state, onClose }: FootMenuProps) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  const column = state.columns.find((one) => one.field.key === spot?.column);
  if (!spot || !column) return null;
  return (
    <SpotMenu
      point={{ x: spot.anchor.left, y: spot.anchor.top }}
      onClose={onClose}
      items={["", ...summariesOf(meta, column.field)].map((key) => ({
        key: key || "off",
        icon: (column.summary ?? "") === key ? <CheckOutlined /> : <span className="menu-blank" />,
        label: key ? t(`figure.names.${key}`) : t("figure.off"),
        onClick: () => state.setSummary(column.field.key, key || null),
      }))}
    />
  );
}
