import { useQuery } from "@tanstack/react-query";
import { Button, Popover, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { imports } from "../../api/calls";
import type { SheetPlan } from "../../api/import-types";
import { sayProblem } from "../../ui/problem";

interface HeaderPickerProps {
  importId: string;
  plan: SheetPlan;
  onPick: (row: number) => void;
}

const ROWS = 12;
const COLUMNS = 8;

/** The first rows of a sheet as they stand in the file; a click makes one of them the header. */
export function HeaderPicker({ importId, plan, onPick }: HeaderPickerProps) {
  const { t } = useTranslation("import");
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      title={t("header_pick_title")}
      destroyOnHidden
      content={
        <FirstRows
          importId={importId}
          plan={plan}
          onPick={(row) => {
            setOpen(false);
            onPick(row);
          }}
        />
      }
    >
      <Button size="small" type="link">
        {t("header_pick")}
      </Button>
    </Popover>
  );
}

function FirstRows({ importId, plan, onPick }: HeaderPickerProps) {
  const { t } = useTranslation("import");
  const { data, error, isPending } = useQuery({
    queryKey: ["first-rows", importId, plan.sheet],
    queryFn: async () => {
      const raw = await imports.propose(importId, {
        sheet: plan.sheet,
        header_row: 0,
        target: { new: { name: t("new_table"), icon: "table" } },
      });
      const columns = raw.columns.slice(0, COLUMNS).map((column) => ({
        ...column,
        use: true,
        field: null,
        new: { name: column.letter, type: "text", config: {} },
      }));
      return imports.preview(importId, { ...raw, use: true, columns }, undefined, ROWS);
    },
    staleTime: 300_000,
  });
  if (error) return <p className="kh-muted">{sayProblem(error)}</p>;
  if (isPending) return <Spin />;
  return (
    <table className="first-rows">
      <tbody>
        {data.rows.map((row) => (
          <tr key={row.row} className={row.row === plan.header_row ? "is-header" : ""}>
            <th>
              <button
                type="button"
                aria-label={t("header_pick_row", { row: row.row })}
                onClick={() => onPick(row.row)}
              >
                {row.row}
              </button>
            </th>
            {row.cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
              // biome-ignore lint/a11y/useKeyWithClickEvents: the row number is the button for keys
              <td key={index} onClick={() => onPick(row.row)}>
                {cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
