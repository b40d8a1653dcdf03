import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox, Spin } from "antd";
import { useTranslation } from "react-i18next";
import { past as calls } from "../../api/history-calls";
import type { Difference } from "../../api/history-types";
import type { Field, Table, Titles } from "../../api/types";
import { sayProblem } from "../../ui/problem";
import { Shift, Value } from "./value";

const PAGE = 100;

interface DifferenceTableProps {
  table: Table;
  id: number;
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
}

/** The records that differ between then and now, with colours that say how. */
export function DifferenceTable({ table, id, chosen, onChoose }: DifferenceTableProps) {
  const { t } = useTranslation("history");
  const pages = useInfiniteQuery({
    queryKey: ["changes", "past", id, "differences"],
    queryFn: ({ pageParam }) => calls.differences(id, { after: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
  if (pages.isPending) return <Spin />;
  if (pages.error) return <p className="kh-muted">{sayProblem(pages.error)}</p>;
  const found = pages.data.pages.flatMap((page) => page.found);
  if (found.length === 0) return <p className="kh-faint">{t("past.same")}</p>;
  const moved = new Set(found.flatMap((one) => (one.kind === "changed" ? Object.keys(one.was) : [])));
  const fields = table.fields.filter((field) => moved.has(field.key));
  const flip = (record: number) => {
    const next = new Set(chosen);
    if (!next.delete(record)) next.add(record);
    onChoose(next);
  };
  const all = found.every((one) => chosen.has(one.id));
  return (
    <>
      <div className="past-scroll">
        <table className="past-table">
          <thead>
            <tr>
              <th>
                <Checkbox
                  aria-label={t("past.choose_all")}
                  checked={all}
                  indeterminate={chosen.size > 0 && !all}
                  onChange={() => onChoose(all ? new Set() : new Set(found.map((one) => one.id)))}
                />
              </th>
              <th>{t("past.kind")}</th>
              <th>{t("clash.record")}</th>
              {fields.map((field) => (
                <th key={field.key}>{field.name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pages.data.pages.flatMap((page) =>
              page.found.map((one) => (
                <tr key={one.id} className={`is-${one.kind}`}>
                  <td>
                    <Checkbox
                      aria-label={t("past.choose_record")}
                      checked={chosen.has(one.id)}
                      onChange={() => flip(one.id)}
                    />
                  </td>
                  <td className={`past-kind is-${one.kind}`}>{t(`past.kinds.${one.kind}`)}</td>
                  <td>{page.titles[table.key]?.[one.id] ?? `#${one.id}`}</td>
                  {fields.map((field) => (
                    <Cell key={field.key} one={one} field={field} titles={page.titles} />
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

function Cell({ one, field, titles }: { one: Difference; field: Field; titles: Titles }) {
  if (one.kind === "added") {
    return (
      <td>{field.key in one.now && <Value field={field} value={one.now[field.key]} titles={titles} />}</td>
    );
  }
  if (!(field.key in one.was)) return <td />;
  return (
    <td className="is-different">
      <Shift field={field} before={one.was[field.key]} after={one.now[field.key]} titles={titles} />
    </td>
  );
}
