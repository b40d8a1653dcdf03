/** What the record source says, in both languages. */
import type { Language } from "../grid/look.ts";

/** Every sentence of the record source. */
export interface SourceTexts {
  readonly pending: string;
  readonly changed: string;
  readonly conflict: (by: string, theirs: string, yours: string) => string;
  readonly empty: string;
  readonly somebody: string;
  readonly tooMany: (most: number) => string;
}

const ZH: SourceTexts = {
  pending: "正在保存",
  changed: "刚刚被其他人修改",
  conflict: (by, theirs, yours) => `${by}刚把这里改成“${theirs}”，你填的是“${yours}”，请选择保留哪一个`,
  empty: "空",
  somebody: "其他人",
  tooMany: (most) => `一次最多处理 ${most} 行，请缩小选择范围`,
};

const EN: SourceTexts = {
  pending: "Saving",
  changed: "Somebody just changed this",
  conflict: (by, theirs, yours) =>
    `${by} just changed this to “${theirs}”, you entered “${yours}”; choose which to keep`,
  empty: "empty",
  somebody: "Somebody",
  tooMany: (most) => `At most ${most} rows at once; select fewer`,
};

/** The sentences in a language. */
export function sourceTexts(language: Language): SourceTexts {
  return language === "en" ? EN : ZH;
}
