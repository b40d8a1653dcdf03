import Icon from "@ant-design/icons";

function Back() {
  return (
    <svg viewBox="0 0 16 16" width="1em" height="1em" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M5.5 2.5 2.5 5.5l3 3M3 5.5h6.5a4 4 0 0 1 0 8H6" strokeWidth="1.3" strokeLinecap="round" />
    </svg>
  );
}

function Forth() {
  return (
    <svg viewBox="0 0 16 16" width="1em" height="1em" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="m10.5 2.5 3 3-3 3M13 5.5H6.5a4 4 0 0 0 0 8H10" strokeWidth="1.3" strokeLinecap="round" />
    </svg>
  );
}

/** An arrow one step back. */
export function UndoIcon() {
  return <Icon component={Back} />;
}

/** An arrow one step forth. */
export function RedoIcon() {
  return <Icon component={Forth} />;
}
