import {
  ArrowDownOutlined,
  ArrowLeftOutlined,
  ArrowRightOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  EditOutlined,
  EyeInvisibleOutlined,
  FilterOutlined,
  InsertRowLeftOutlined,
  InsertRowRightOutlined,
  PushpinOutlined,
  SplitCellsOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { tables } from "../../api/calls";
import { cache, useMeta } from "../../api/queries";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";
import { SpotMenu } from "../../ui/spot-menu";
import { movedColumns } from "../../views/columns";
import { useDescription } from "../../views/computed/use-description";
import type { ColumnTask } from "../../views/field-dialog";
import { asGroup, operatorsOf, startCondition } from "../../views/filters";
import { sortable, sortWords } from "../../views/sorts";
import { splittable } from "../../views/split";
import type { TableState } from "./use-table-state";

/** A column's header and where it is on screen. */
export interface HeaderSpot {
  column: string;
  anchor: DOMRect;
}

interface HeaderMenuProps {
  spot: HeaderSpot | null;
  state: TableState;
  onClose: () => void;
  onTask: (task: ColumnTask) => void;
  onFilter: () => void;
}

/** What can be done with a column. */
export function HeaderMenu({ spot, state, onClose, onTask, onFilter }: HeaderMenuProps) {
  const { t } = useTranslation("table");
  const words = useTranslation("filter").t;
  const { message } = useFeedback();
  const problem = useProblem();
  const meta = useMeta();
  const { table, columns } = state;
  const describe = useDescription(table);
  const field = table.fields.find((one) => one.key === spot?.column);
  if (!spot || !field) return null;

  const visible = columns.filter((column) => !column.hidden);
  const place = visible.findIndex((column) => column.field.key === field.key);
  const before = visible[place - 1]?.field.key ?? null;
  const isTitle = field.key === table.title;
  const [up, down] = sortWords(field.kind);
  const sort = (descending: boolean) => state.setSorts([{ field: field.key, descending }]);

  const archive = async () => {
    try {
      await tables.changeField(table.key, field.key, { archived: true });
      await cache.invalidateQueries({ queryKey: ["tables"] });
    } catch (error) {
      problem(error);
      return;
    }
    const key = `field-${field.key}`;
    const restore = async () => {
      message.destroy(key);
      await tables.changeField(table.key, field.key, { archived: false }).catch(problem);
      await cache.invalidateQueries({ queryKey: ["tables"] });
    };
    message.open({
      key,
      type: "success",
      duration: 8,
      content: (
        <span>
          {t("column.archived", { field: field.name })}
          <Button type="link" size="small" onClick={() => void restore()}>
            {t("undo")}
          </Button>
        </span>
      ),
    });
  };

  const askFilter = () => {
    const group = asGroup(state.arrangement.filter);
    state.setFilter({ ...group, items: [...group.items, startCondition(meta, field)] });
    onFilter();
  };

  const design = table.can.design;
  const said = describe(field);
  return (
    <SpotMenu
      point={{ x: spot.anchor.left, y: spot.anchor.bottom }}
      onClose={onClose}
      items={[
        ...(said
          ? [
              {
                key: "said",
                disabled: true,
                className: "column-said",
                label: <span title={said}>{said}</span>,
              },
              { type: "divider" as const },
            ]
          : []),
        ...(design
          ? [
              {
                key: "edit",
                icon: <EditOutlined />,
                label: t("column.edit"),
                onClick: () => onTask({ kind: "edit", field }),
              },
            ]
          : []),
        ...(design && !field.system
          ? [
              {
                key: "left",
                icon: <InsertRowLeftOutlined />,
                label: t("column.insert_left"),
                disabled: isTitle,
                onClick: () => onTask({ kind: "add", after: before }),
              },
              {
                key: "right",
                icon: <InsertRowRightOutlined />,
                label: t("column.insert_right"),
                onClick: () => onTask({ kind: "add", after: field.key }),
              },
              ...(splittable(field)
                ? [
                    {
                      key: "split",
                      icon: <SplitCellsOutlined />,
                      label: t("split:menu"),
                      onClick: () => onTask({ kind: "split", field }),
                    },
                  ]
                : []),
            ]
          : []),
        ...(design ? [{ type: "divider" as const }] : []),
        ...(sortable(field)
          ? [
              {
                key: "up",
                icon: <ArrowUpOutlined />,
                label: words(`sort.${up}`),
                onClick: () => sort(false),
              },
              {
                key: "down",
                icon: <ArrowDownOutlined />,
                label: words(`sort.${down}`),
                onClick: () => sort(true),
              },
            ]
          : []),
        ...(operatorsOf(meta, field).length > 0
          ? [{ key: "filter", icon: <FilterOutlined />, label: t("column.filter"), onClick: askFilter }]
          : []),
        { type: "divider" as const },
        {
          key: "freeze",
          icon: <PushpinOutlined />,
          label: state.arrangement.frozen === place + 1 ? t("column.unfreeze") : t("column.freeze"),
          disabled: place > 7 || (isTitle && state.arrangement.frozen === 1),
          onClick: () => state.setFrozen(state.arrangement.frozen === place + 1 ? 1 : place + 1),
        },
        {
          key: "move_left",
          icon: <ArrowLeftOutlined />,
          label: t("column.move_left"),
          disabled: place <= 1,
          onClick: () => state.setColumns(movedColumns(columns, [place], place - 1)),
        },
        {
          key: "move_right",
          icon: <ArrowRightOutlined />,
          label: t("column.move_right"),
          disabled: isTitle || place >= visible.length - 1,
          onClick: () => state.setColumns(movedColumns(columns, [place], place + 2)),
        },
        {
          key: "hide",
          icon: <EyeInvisibleOutlined />,
          label: t("column.hide"),
          disabled: isTitle,
          onClick: () =>
            state.setColumns(
              columns.map((one) => (one.field.key === field.key ? { ...one, hidden: true } : one)),
            ),
        },
        ...(design && !field.system
          ? [
              { type: "divider" as const },
              {
                key: "archive",
                icon: <DeleteOutlined />,
                danger: true,
                disabled: isTitle,
                label: t("column.archive"),
                onClick: () => void archive(),
              },
            ]
          : []),
      ]}
    />
  );
}
