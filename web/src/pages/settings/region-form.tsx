import { useQuery } from "@tanstack/react-query";
import { Button, Input, InputNumber, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type RegionChange, type RegionDeed, regions } from "../../api/regions";
import { type Place, regionsNow, searchRegions } from "../../fields/region.ts";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";

interface RegionFormProps {
  changes: RegionChange[];
  onMade: () => Promise<unknown>;
}

/** Adds, renames or closes a region from a year on. */
export function RegionForm({ changes, onMade }: RegionFormProps) {
  const { t } = useTranslation("settings");
  const { message } = useFeedback();
  const problem = useProblem();
  const [kind, setKind] = useState<RegionDeed>("add");
  const [place, setPlace] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [year, setYear] = useState<number | null>(new Date().getFullYear());
  const [query, setQuery] = useState("");
  const places = changes.map((one): Place => [one.kind, one.path, one.year, one.name]);
  const { data: paths = [] } = useQuery({
    queryKey: ["regions", "now", places],
    queryFn: () => regionsNow(places),
  });
  const top = kind === "add" && place === null;
  const ready = year !== null && (kind === "close" || name.trim() !== "") && (place !== null || top);
  const make = async () => {
    try {
      const path = kind === "add" ? [place, name.trim()].filter(Boolean).join("/") : (place ?? "");
      await regions.make({
        kind,
        path,
        year: year ?? 0,
        ...(kind === "rename" ? { name: name.trim() } : {}),
      });
      setName("");
      setPlace(kind === "add" ? place : null);
      await onMade();
      message.success(t("regions.saved"));
    } catch (error) {
      problem(error);
    }
  };
  return (
    <div className="region-form">
      <Segmented
        value={kind}
        options={(["add", "rename", "close"] as const).map((one) => ({
          value: one,
          label: t(`regions.${one}`),
        }))}
        onChange={setKind}
      />
      <Select
        showSearch={{ filterOption: false, onSearch: setQuery }}
        allowClear
        className="region-place"
        aria-label={t(kind === "add" ? "regions.above" : "regions.which")}
        placeholder={t(kind === "add" ? "regions.above" : "regions.which")}
        value={place}
        options={searchRegions(paths, query).map((path) => ({ value: path, label: path }))}
        onChange={(next) => setPlace(next ?? null)}
      />
      {kind !== "close" && (
        <Input
          className="region-name"
          aria-label={t(kind === "add" ? "regions.name" : "regions.new_name")}
          placeholder={t(kind === "add" ? "regions.name" : "regions.new_name")}
          maxLength={30}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <InputNumber
        aria-label={t("regions.year")}
        className="region-year"
        min={1949}
        max={2100}
        precision={0}
        suffix={t("regions.from_year")}
        value={year}
        onChange={setYear}
      />
      <Button type="primary" disabled={!ready} onClick={() => void make()}>
        {t("regions.save")}
      </Button>
    </div>
  );
}
