import { Input } from "antd";
import { useEffect, useRef, useState } from "react";

interface TextInputProps {
  value: string;
  onChange: (text: string) => void;
  label: string;
  placeholder?: string;
  numeric?: boolean;
  prefix?: React.ReactNode;
  className?: string;
  allowClear?: boolean;
  /** Milliseconds without typing before the value is told; 0 tells each letter, as a list under the input needs. */
  delay?: number;
}

/** A text input that tells its value when typing pauses, and never in the middle of a composition. */
export function TextInput({ value, onChange, label, numeric, delay = 300, ...rest }: TextInputProps) {
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const tell = (next: string) => {
    clearTimeout(timer.current);
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };
  const soon = (next: string) => {
    clearTimeout(timer.current);
    if (delay === 0) tell(next);
    else timer.current = setTimeout(() => tell(next), delay);
  };

  return (
    <Input
      {...rest}
      aria-label={label}
      inputMode={numeric ? "decimal" : undefined}
      value={text}
      onCompositionStart={() => {
        composing.current = true;
        clearTimeout(timer.current);
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        soon(event.currentTarget.value);
      }}
      onChange={(event) => {
        setText(event.target.value);
        if (!composing.current) soon(event.target.value);
      }}
      onPressEnter={() => !composing.current && tell(text)}
      onBlur={() => tell(text)}
    />
  );
}
