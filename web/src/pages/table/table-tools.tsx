import { SearchOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { TextInput } from "../../ui/text-input";
import { FieldsButton } from "../../views/fields-button";
import { FilterButton } from "../../views/filter-button";
import { HeightButton } from "../../views/height-button";
import { SortButton } from "../../views/sort-button";
import "../../views/views.css";
import type { TableState } from "./use-table-state";
import { ViewTools } from "./view-tools";

interface TableToolsProps {
  state: TableState;
  filterOpen: boolean;
  onFilterOpen: (open: boolean) => void;
  onAddField: () => void;
}

/** Fields, filter, order, row height and search of the view. */
export function TableTools({ state, filterOpen, onFilterOpen, onAddField }: TableToolsProps) {
  const { t } = useTranslation("table");
  const fields = state.columns.map((column) => column.field);
  return (
    <div className="tools">
      <FieldsButton
        columns={state.columns}
        title={state.table.title}
        onChange={state.setColumns}
        onAdd={state.table.can.design ? onAddField : undefined}
      />
      <FilterButton
        filter={state.arrangement.filter}
        fields={state.askable}
        open={filterOpen}
        onOpen={onFilterOpen}
        onChange={state.setFilter}
      />
      <SortButton sorts={state.arrangement.sorts} fields={fields} onChange={state.setSorts} />
      <ViewTools state={state} />
      <HeightButton height={state.arrangement.row_height} onChange={state.setHeight} />
      <span className="kh-grow" />
      <TextInput
        className="tools-search"
        label={t("search")}
        placeholder={t("search")}
        prefix={<SearchOutlined />}
        allowClear
        value={state.search.q ?? ""}
        onChange={state.setSearch}
      />
    </div>
  );
}
