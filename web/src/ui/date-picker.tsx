import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { DateInputProps } from "./date-input";

const DAY = "YYYY-MM-DD";
const MOMENT = "YYYY-MM-DD HH:mm";

/** The calendar of `DateInput`, in a file of its own because it is large and comes late. */
export default function LazyDatePicker({ value, onChange, time, label, id }: DateInputProps) {
  const known = value ? dayjs(value) : null;
  return (
    <DatePicker
      id={id}
      className="wide"
      aria-label={label}
      format={time ? MOMENT : DAY}
      showTime={time ? { format: "HH:mm" } : false}
      value={known?.isValid() ? known : null}
      onChange={(next) => {
        if (!next) return onChange(null);
        onChange(time ? next.format("YYYY-MM-DDTHH:mm") : next.format(DAY));
      }}
    />
  );
}
