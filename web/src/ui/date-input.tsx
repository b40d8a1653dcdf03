import { Input } from "antd";
import { lazy, Suspense } from "react";

const LazyDatePicker = lazy(() => import("./date-picker"));

export interface DateInputProps {
  /** A day, or with `time` a local moment, as ISO text. */
  value: string | null;
  onChange: (value: string | null) => void;
  time?: boolean;
  label?: string;
  id?: string;
}

/** A day, or a day and a time, typed or chosen from a calendar. */
export function DateInput(props: DateInputProps) {
  return (
    <Suspense fallback={<Input disabled value={props.value ?? ""} />}>
      <LazyDatePicker {...props} />
    </Suspense>
  );
}
