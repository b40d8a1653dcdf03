import type { ReactNode } from "react";
import "./ui.css";

interface BlankProps {
  title: string;
  hint?: ReactNode;
  children?: ReactNode;
}

/** A page with nothing on it but why, and what to do. */
export function Blank({ title, hint, children }: BlankProps) {
  return (
    <section className="blank">
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {children}
    </section>
  );
}
