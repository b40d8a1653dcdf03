import { BgColorsOutlined, CalculatorOutlined, GroupOutlined } from "@ant-design/icons";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "../../api/queries";
import { summaries } from "../../views/figures";
import { operatorsOf } from "../../views/filters";
import { groupable, usableGroups } from "../../views/groups";
import { ToolButton } from "../../views/tool-button";
import type { TableState } from "./use-table-state";

const GroupPanel = lazy(() =>
  import("../../views/group-panel").then((file) => ({ default: file.GroupPanel })),
);
const ColorPanel = lazy(() =>
  import("../../views/color-panel").then((file) => ({ default: file.ColorPanel })),
);
const FigurePanel = lazy(() =>
  import("../../views/figure-panel").then((file) => ({ default: file.FigurePanel })),
);

/** Groups, colours and figures of the view. */
export function ViewTools({ state, compact }: { state: TableState; compact?: boolean }) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  const { arrangement, columns, askable } = state;
  const fields = columns.map((column) => column.field);
  const groups = usableGroups(arrangement.groups, fields, meta);
  return (
    <>
      <ToolButton
        compact={compact}
        title={t("group.title")}
        icon={<GroupOutlined />}
        count={groups.length}
        content={
          <GroupPanel
            groups={groups}
            usable={fields.filter((field) => groupable(meta, field))}
            onChange={state.setGroups}
          />
        }
      />
      <ToolButton
        compact={compact}
        title={t("color.title")}
        icon={<BgColorsOutlined />}
        count={arrangement.colors.length}
        content={
          <ColorPanel
            rules={arrangement.colors}
            askable={askable.filter((field) => operatorsOf(meta, field).length > 0)}
            fields={fields}
            onChange={state.setColors}
          />
        }
      />
      {!compact && (
        <ToolButton
          title={t("figure.title")}
          icon={<CalculatorOutlined />}
          count={summaries(columns, meta).length}
          content={<FigurePanel columns={columns} onChange={state.setSummary} />}
        />
      )}
    </>
  );
}
