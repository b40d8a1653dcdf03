import { DeleteOutlined, EditOutlined, EllipsisOutlined, SafetyOutlined } from "@ant-design/icons";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button, Dropdown, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { tables } from "../../api/calls";
import { cache } from "../../api/queries";
import type { Table } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";
import { TableIcon } from "../../ui/table-icon";

const RenameTable = lazy(() => import("./rename-table").then((file) => ({ default: file.RenameTable })));
const RulesDialog = lazy(() =>
  import("../../views/rules/rules-dialog").then((file) => ({ default: file.RulesDialog })),
);

interface SidebarTableProps {
  table: Table;
  folded: boolean;
  onNavigate?: () => void;
}

/** One table in the sidebar, with its menu for those who may design. */
export function SidebarTable({ table, folded, onNavigate }: SidebarTableProps) {
  const { t } = useTranslation("shell");
  const { confirm, message } = useFeedback();
  const problem = useProblem();
  const navigate = useNavigate();
  const shown = useParams({ strict: false }).table === table.key;
  const [naming, setNaming] = useState(false);
  const [ruling, setRuling] = useState(false);

  const change = async (body: { name?: string; archived?: boolean }) => {
    try {
      await tables.change(table.key, body);
      await cache.invalidateQueries({ queryKey: ["tables"] });
      return true;
    } catch (error) {
      problem(error);
      return false;
    }
  };

  const archive = () =>
    confirm({
      title: t("archive.title", { table: table.name }),
      text: t("archive.text"),
      ok: t("archive.do"),
      onOk: async () => {
        if (!(await change({ archived: true }))) return;
        const key = `archived-${table.key}`;
        message.open({
          key,
          type: "success",
          duration: 8,
          content: (
            <span>
              {t("archive.done", { table: table.name })}
              <Button
                type="link"
                size="small"
                onClick={() => void change({ archived: false }).then(() => message.destroy(key))}
              >
                {t("archive.undo")}
              </Button>
            </span>
          ),
        });
        if (shown) await navigate({ to: "/" });
      },
    });

  return (
    <div className={`side-table${shown ? " is-shown" : ""}`}>
      <Tooltip
        title={folded ? table.name : table.note}
        placement="right"
        mouseEnterDelay={folded ? 0.1 : 0.8}
      >
        <Link to="/t/$table" params={{ table: table.key }} className="side-item" onClick={onNavigate}>
          <TableIcon icon={table.icon} />
          {!folded && <span className="kh-ellipsis">{table.name}</span>}
        </Link>
      </Tooltip>
      {!folded && table.can.design && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              {
                key: "rename",
                icon: <EditOutlined />,
                label: t("rename"),
                onClick: () => setNaming(true),
              },
              {
                key: "rules",
                icon: <SafetyOutlined />,
                label: t("rules"),
                onClick: () => setRuling(true),
              },
              {
                key: "archive",
                icon: <DeleteOutlined />,
                danger: true,
                label: t("archive.do"),
                onClick: archive,
              },
            ],
          }}
        >
          <Button
            className="side-more"
            type="text"
            size="small"
            icon={<EllipsisOutlined />}
            aria-label={t("more", { table: table.name })}
          />
        </Dropdown>
      )}
      <Suspense fallback={null}>
        {ruling && <RulesDialog table={table} onClose={() => setRuling(false)} />}
        {naming && (
          <RenameTable
            name={table.name}
            onClose={() => setNaming(false)}
            onDone={(name) => change({ name })}
          />
        )}
      </Suspense>
    </div>
  );
}
