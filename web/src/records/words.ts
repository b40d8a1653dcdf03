/** What the record source says, in both languages. */
import type { Language } from "../grid/look.ts";

/** Every sentence of the record source. */
export interface SourceTexts {
  readonly pending: string;
  readonly changed: string;
  readonly conflict: (by: string, theirs: string, yours: string) => string;
  readonly empty: string;
  readonly somebody: string;
  readonly unsettled: string;
  readonly cancelled: string;
  readonly warned: (count: number, first: string) => string;
  readonly restOfGroups: string;
  readonly acrossGroups: string;
  readonly nowhere: (cells: number) => string;
  readonly viewChanged: string;
}

const ZH: SourceTexts = {
  pending: "正在保存",
  changed: "刚刚被其他人修改",
  conflict: (by, theirs, yours) => `${by}刚把这里改成“${theirs}”，你填的是“${yours}”，请选择保留哪一个`,
  empty: "空",
  somebody: "其他人",
  unsettled: "刚新建的行还没有排好位置，已为你重新读取，请再做一次",
  cancelled: "已取消，没有改动任何内容",
  warned: (count, first) =>
    count === 1
      ? `已保存，请留意：${first}`
      : `已保存，有 ${count} 处要留意，单元格右上角有黄色标记。第一处：${first}`,
  restOfGroups: "其余的组",
  acrossGroups: "所选的范围跨过了分组。请在一组之内操作，或先取消分组",
  nowhere: (cells) => `有 ${cells} 个单元格没有写入：那一行已经没有记录，请再输入一次`,
  viewChanged: "读取期间视图变了，请再做一次",
};

const EN: SourceTexts = {
  pending: "Saving",
  changed: "Somebody just changed this",
  conflict: (by, theirs, yours) =>
    `${by} just changed this to “${theirs}”, you entered “${yours}”; choose which to keep`,
  empty: "empty",
  somebody: "Somebody",
  unsettled: "New rows had not taken their places yet; they were read again, please repeat it",
  cancelled: "Cancelled; nothing was changed",
  warned: (count, first) =>
    count === 1
      ? `Saved. Please note: ${first}`
      : `Saved. ${count} cells deserve a look and carry a yellow corner. The first: ${first}`,
  restOfGroups: "All further groups",
  acrossGroups: "The range crosses groups. Work within one group, or ungroup first",
  nowhere: (cells) => `Not written (cells: ${cells}): there is no record on that row; please type it again`,
  viewChanged: "The view changed while rows were read; please repeat it",
};

/** The sentences in a language. */
export function sourceTexts(language: Language): SourceTexts {
  return language === "en" ? EN : ZH;
}
