import { ColumnHeightOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { RowHeight } from "../api/types";

interface HeightButtonProps {
  height: RowHeight;
  onChange: (height: RowHeight) => void;
}

/** How tall rows are. */
export function HeightButton({ height, onChange }: HeightButtonProps) {
  const { t } = useTranslation("filter");
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectedKeys: [height],
        items: (["short", "medium", "tall"] as const).map((key) => ({
          key,
          label: t(`height.${key}`),
          onClick: () => onChange(key),
        })),
      }}
    >
      <Button
        type="text"
        size="small"
        className="tool"
        icon={<ColumnHeightOutlined />}
        aria-label={t("height.title")}
      >
        {t("height.title")}
      </Button>
    </Dropdown>
  );
}
