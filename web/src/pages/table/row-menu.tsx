import {
  ClearOutlined,
  CopyOutlined,
  DeleteOutlined,
  DiffOutlined,
  ExpandAltOutlined,
  HistoryOutlined,
  VerticalAlignBottomOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { MenuTarget } from "../../grid/index.ts";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";
import { SpotMenu } from "../../ui/spot-menu";
import type { GridHandle } from "./table-grid";
import type { TableState } from "./use-table-state";

/** The ways to fill a selection from its first rows. */
const FILLS = ["copy", "series", "workdays", "months", "years"] as const;

/** What was clicked with the other button, and where. */
export interface RowSpot {
  target: MenuTarget;
  point: { x: number; y: number };
}

interface RowMenuProps {
  spot: RowSpot | null;
  state: TableState;
  handle: RefObject<GridHandle | null>;
  onClose: () => void;
  onCellHistory: (id: number, field: string) => void;
  onCompare: (ids: readonly [number, number]) => void;
}

/** What can be done with the selected records. */
export function RowMenu({ spot, state, handle, onClose, onCellHistory, onCompare }: RowMenuProps) {
  const { t } = useTranslation("table");
  const { message } = useFeedback();
  const problem = useProblem();
  if (!spot || spot.target.row === undefined) return null;
  const count = spot.target.rows.reduce((sum, span) => sum + span.to - span.from + 1, 0);
  const grid = handle.current?.grid;
  const record = handle.current?.shown.row(spot.target.row);

  const column = spot.target.column;
  const two = spot.target.rows
    .flatMap((span) => (span.to === span.from ? [span.from] : [span.from, span.to]))
    .flatMap((index) => handle.current?.shown.row(index)?.id ?? []);
  const [first, second] = two;
  const pair = count === 2 && first && second && first > 0 && second > 0 ? ([first, second] as const) : null;

  const remove = async () => {
    const source = handle.current?.shown;
    if (!source) return;
    try {
      const outcome = await source.archive(spot.target.rows);
      if (outcome.written === 0) return;
      message.open({
        key: "archived",
        type: "success",
        duration: 8,
        content: (
          <span>
            {t("rows.deleted", { count: outcome.written })}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy("archived");
                void source.undo().catch(problem);
              }}
            >
              {t("undo")}
            </Button>
          </span>
        ),
      });
    } catch (error) {
      problem(error);
    }
  };

  const copy = () => {
    handle.current?.grid.focus();
    document.execCommand("copy");
  };

  return (
    <SpotMenu
      point={spot.point}
      onClose={onClose}
      items={[
        {
          key: "open",
          icon: <ExpandAltOutlined />,
          label: t("rows.open"),
          disabled: !record || record.id < 0,
          onClick: () => record && state.openRecord(record.id),
        },
        ...(count === 2
          ? [
              {
                key: "compare",
                icon: <DiffOutlined />,
                label: t("rows.compare"),
                disabled: !pair,
                onClick: () => pair && onCompare(pair),
              },
            ]
          : []),
        {
          key: "cell",
          icon: <HistoryOutlined />,
          label: t("rows.cell_history"),
          disabled: !record || record.id < 0 || !column,
          onClick: () => record && column && onCellHistory(record.id, column),
        },
        { key: "copy", icon: <CopyOutlined />, label: t("rows.copy"), onClick: copy },
        ...(state.table.can.edit
          ? [
              {
                key: "clear",
                icon: <ClearOutlined />,
                label: t("rows.clear"),
                onClick: () => void grid?.clearSelected(),
              },
              {
                key: "fill",
                icon: <VerticalAlignBottomOutlined />,
                label: t("rows.fill"),
                disabled: count < 2,
                children: FILLS.map((mode) => ({
                  key: `fill_${mode}`,
                  label: t(`rows.fills.${mode}`),
                  onClick: () => void grid?.fillSelected(mode),
                })),
              },
            ]
          : []),
        ...(state.table.can.delete
          ? [
              { type: "divider" as const },
              {
                key: "delete",
                icon: <DeleteOutlined />,
                danger: true,
                label: t("rows.delete", { count }),
                onClick: () => void remove(),
              },
            ]
          : []),
      ]}
    />
  );
}
