import "./ui.css";
import { pillColors } from "./colors";

/** A choice as a coloured pill. */
export function Pill({ label, color }: { label: string; color?: string }) {
  const { ground, ink } = pillColors(color);
  return (
    <span className="pill" style={{ background: ground, color: ink }}>
      {label}
    </span>
  );
}
