import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "../../api/queries";
import type { Table } from "../../api/types";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { TextInput } from "../../ui/text-input";
import { FilterButton } from "../../views/filter-button";
import { complete } from "../../views/filters";
import { usableGroups } from "../../views/groups";
import { SortButton } from "../../views/sort-button";
import "../../views/views.css";
import { RecordDrawer } from "../record/record-drawer";
import { PhoneCards } from "./phone-cards";
import { PhoneGroups } from "./phone-groups";
import { QuickEntry } from "./quick-entry";
import { useTableState } from "./use-table-state";
import { ViewTools } from "./view-tools";

/** A table on a phone: a list of cards, a record fills the screen, a button for quick entry. */
export function PhoneTable({ table }: { table: Table }) {
  const { t } = useTranslation("table");
  const meta = useMeta();
  const state = useTableState(table);
  const [filterOpen, setFilterOpen] = useState(false);
  const [making, setMaking] = useState(false);
  const { arrangement, search, view } = state;
  const filter = useMemo(
    () => complete(arrangement.filter, state.askable, meta),
    [arrangement.filter, state.askable, meta],
  );
  const groups = usableGroups(arrangement.groups, table.fields, meta);
  const fields = state.columns.map((column) => column.field);

  return (
    <div className="phone">
      <header className="phone-head">
        <PhoneMenuButton />
        <b className="kh-grow kh-ellipsis">{table.name}</b>
        <Select
          variant="borderless"
          popupMatchSelectWidth={false}
          aria-label={t("views")}
          value={view?.id}
          options={table.views.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(id: number) => {
            const next = table.views.find((one) => one.id === id);
            if (next) state.openView(next);
          }}
        />
      </header>
      <div className="phone-tools">
        <TextInput
          label={t("search")}
          placeholder={t("search")}
          prefix={<SearchOutlined />}
          allowClear
          value={search.q ?? ""}
          onChange={state.setSearch}
        />
        <FilterButton
          compact
          filter={arrangement.filter}
          fields={state.askable}
          open={filterOpen}
          onOpen={setFilterOpen}
          onChange={state.setFilter}
        />
        <SortButton compact sorts={arrangement.sorts} fields={fields} onChange={state.setSorts} />
        <ViewTools compact state={state} />
      </div>
      {groups.length > 0 ? (
        <PhoneGroups state={state} filter={filter} groups={groups} />
      ) : (
        <PhoneCards state={state} filter={filter} onNew={() => setMaking(true)} />
      )}
      {table.can.create && (
        <Button
          className="phone-new"
          type="primary"
          shape="circle"
          size="large"
          icon={<PlusOutlined />}
          aria-label={t("new_record")}
          onClick={() => setMaking(true)}
        />
      )}
      {making && (
        <QuickEntry
          table={table}
          columns={state.columns}
          onClose={() => setMaking(false)}
          onMade={(id) => {
            setMaking(false);
            state.openRecord(id);
          }}
        />
      )}
      {search.record !== undefined && (
        <RecordDrawer
          key={search.record}
          table={table}
          id={search.record}
          onClose={() => state.openRecord(null)}
          onOpen={state.openRecord}
        />
      )}
    </div>
  );
}
