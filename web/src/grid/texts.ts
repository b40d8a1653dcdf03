/** The words the grid itself says, in both languages. */
import type { Language } from "./look.ts";

/** Every sentence the grid may show. */
export interface GridTexts {
  readonly grid: string;
  readonly rowNumber: string;
  readonly newRow: string;
  readonly addColumn: string;
  readonly columnMenu: (name: string) => string;
  readonly resize: (name: string) => string;
  readonly openRecord: string;
  readonly selectAll: string;
  readonly empty: string;
  readonly loading: string;
  readonly readonly: string;
  readonly noFiles: string;
  readonly copyLoading: (rows: number) => string;
  readonly copyReady: (rows: number) => string;
  readonly copiedRows: (rows: number) => string;
  readonly filled: (rows: number, failed: number) => string;
  readonly clearedRows: (rows: number) => string;
  readonly kept: (columns: string) => string;
  readonly copyTooMuch: (rows: number) => string;
  readonly pasteTooMuch: (cells: number, most: number) => string;
  readonly copied: (cells: number) => string;
  readonly pasting: (done: number, total: number) => string;
  readonly pasted: (written: number, failed: number) => string;
  readonly cleared: (failed: number) => string;
  readonly pasteOverflow: (columns: number) => string;
  readonly failed: (message: string) => string;
  readonly fold: string;
  readonly unfold: string;
  readonly addToGroup: string;
  readonly noFigure: string;
  readonly pasteAcross: string;
  readonly nowhere: (text: string) => string;
}

const ZH: GridTexts = {
  grid: "数据表格",
  rowNumber: "行号",
  newRow: "新建记录",
  addColumn: "添加字段",
  columnMenu: (name) => `字段“${name}”的菜单`,
  resize: (name) => `调整“${name}”的列宽`,
  openRecord: "展开记录",
  selectAll: "全选",
  empty: "空",
  loading: "正在读取",
  readonly: "这一列由系统填写，不能修改",
  noFiles: "这里不能放文件，请拖到附件或图片列的格子上",
  copyLoading: (rows) => `正在读取要复制的 ${rows} 行…`,
  copyReady: (rows) => `已读完 ${rows} 行，请再按一次 Ctrl+C 复制`,
  copiedRows: (rows) => `已复制 ${rows} 行`,
  filled: (rows, failed) =>
    failed ? `已填充 ${rows} 行，${failed} 个单元格未通过，已标红` : `已填充 ${rows} 行`,
  clearedRows: (rows) => `已清空 ${rows} 行的内容`,
  kept: (columns) => `必填字段保留原值：${columns}`,
  copyTooMuch: (rows) => `所选 ${rows} 行过多，不便复制，请用“导出”`,
  pasteTooMuch: (cells, most) => `要粘贴 ${cells} 个单元格，一次最多 ${most} 个，请分几次，或用“导入”`,
  copied: (cells) => `已复制 ${cells} 个单元格`,
  pasting: (done, total) => `正在粘贴 ${done} / ${total}`,
  pasted: (written, failed) =>
    failed
      ? `已粘贴 ${written} 个单元格，${failed} 个未通过，已标红，指针停在上面可看原因`
      : `已粘贴 ${written} 个单元格`,
  cleared: (failed) => `${failed} 个单元格不能清空，已标红`,
  pasteOverflow: (columns) => `右侧的列不够，有 ${columns} 列没有粘贴`,
  failed: (message) => `没有完成：${message}`,
  fold: "收起",
  unfold: "展开",
  addToGroup: "在这一组新建记录",
  noFigure: "统计",
  pasteAcross: "粘贴的范围跨过了分组。请在一组之内粘贴，或先取消分组",
  nowhere: (text) => `“${text}”没有写入：读完后这里没有记录，请再输入一次`,
};

const EN: GridTexts = {
  grid: "Data grid",
  rowNumber: "Row number",
  newRow: "New record",
  addColumn: "Add field",
  columnMenu: (name) => `Menu of field “${name}”`,
  resize: (name) => `Resize “${name}”`,
  openRecord: "Open record",
  selectAll: "Select all",
  empty: "empty",
  loading: "Loading",
  readonly: "This column is filled by the system and cannot be changed",
  noFiles: "No files go here; drop them on a cell of an attachment or image field",
  copyLoading: (rows) => `Loading ${rows} rows to copy…`,
  copyReady: (rows) => `${rows} rows are loaded, press Ctrl+C once more to copy`,
  copiedRows: (rows) => `${rows} rows copied`,
  filled: (rows, failed) =>
    failed ? `${rows} rows filled, ${failed} cells refused and marked red` : `${rows} rows filled`,
  clearedRows: (rows) => `Cells of ${rows} rows cleared`,
  kept: (columns) => `Required fields keep their values: ${columns}`,
  copyTooMuch: (rows) => `${rows} rows are too many to copy, please use Export`,
  pasteTooMuch: (cells, most) =>
    `${cells} cells are too many, at most ${most} at once; paste in parts or use Import`,
  copied: (cells) => `${cells} cells copied`,
  pasting: (done, total) => `Pasting ${done} of ${total}`,
  pasted: (written, failed) =>
    failed
      ? `${written} cells pasted, ${failed} refused and marked red; rest the pointer on one to see why`
      : `${written} cells pasted`,
  cleared: (failed) => `${failed} cells cannot be emptied and are marked red`,
  pasteOverflow: (columns) => `Not enough columns to the right, ${columns} were not pasted`,
  failed: (message) => `Not done: ${message}`,
  fold: "Fold",
  unfold: "Unfold",
  addToGroup: "New record in this group",
  noFigure: "Figure",
  pasteAcross: "The block would cross groups. Paste within one group, or ungroup first",
  nowhere: (text) => `“${text}” was not written: there turned out to be no record here; please type it again`,
};

/** The grid's words in a language. */
export function gridTexts(language: Language): GridTexts {
  return language === "en" ? EN : ZH;
}
