import type { ReactNode, Ref } from "react";
import type { FieldMistake } from "../../api/problem";
import { stretch } from "./rules";

interface FormulaTextProps {
  ref: Ref<HTMLTextAreaElement>;
  label: string;
  placeholder: string;
  text: string;
  mistakes: FieldMistake[];
  onType: (text: string) => void;
  onCompose: (begun: boolean) => void;
}

/** The text box of a formula over a ground that marks its fields and its mistakes. */
export function FormulaText({
  ref,
  label,
  placeholder,
  text,
  mistakes,
  onType,
  onCompose,
}: FormulaTextProps) {
  return (
    <div className={mistakes.length > 0 ? "formula-box is-wrong" : "formula-box"}>
      <div className="formula-sheet">
        <pre className="formula-ground" aria-hidden="true">
          {painted(text, mistakes)}
          {"\n"}
        </pre>
        <textarea
          ref={ref}
          className="formula-text"
          aria-label={label}
          aria-invalid={mistakes.length > 0}
          placeholder={placeholder}
          value={text}
          maxLength={10_000}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(event) => onType(event.target.value)}
          onCompositionStart={() => onCompose(true)}
          onCompositionEnd={() => onCompose(false)}
        />
      </div>
    </div>
  );
}

const PIECES = /("(?:[^"]|"")*"|[“”][^“”]*[“”])|([{｛](?:[^{}｛｝]|}}|{{)*[}｝])/g;

/** The text with a mark under each mistake and a quiet ground behind each field. */
function painted(text: string, mistakes: FieldMistake[]): ReactNode[] {
  const wrong = mistakes
    .filter((mistake) => mistake.start !== undefined)
    .map((mistake) => stretch(text, mistake.start ?? 0, mistake.end ?? 0));
  const fields = [...text.matchAll(PIECES)]
    .filter((match) => match[2])
    .map((match) => [match.index, match.index + match[0].length] as const);
  const cuts = [...new Set([0, text.length, ...wrong.flat(), ...fields.flat()])].sort((a, b) => a - b);
  return cuts.flatMap<ReactNode>((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) {
      const past = wrong.some(([start]) => start >= text.length);
      return past ? [<mark key="end"> </mark>] : [];
    }
    const piece = text.slice(from, to);
    if (wrong.some(([start, end]) => start <= from && to <= end)) return [<mark key={from}>{piece}</mark>];
    return fields.some(([start, end]) => start <= from && to <= end) ? [<i key={from}>{piece}</i>] : [piece];
  });
}
