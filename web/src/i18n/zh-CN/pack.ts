import "dayjs/locale/zh-cn";
import locale from "antd/locale/zh_CN";
import common from "./common.json";
import computed from "./computed.json";
import errors from "./errors.json";
import field from "./field.json";
import files from "./files.json";
import filter from "./filter.json";
import history from "./history.json";
import imports from "./import.json";
import keys from "./keys.json";
import members from "./members.json";
import record from "./record.json";
import rules from "./rules.json";
import settings from "./settings.json";
import shell from "./shell.json";
import split from "./split.json";
import start from "./start.json";
import table from "./table.json";

export const pack = {
  texts: {
    common,
    computed,
    errors,
    field,
    files,
    filter,
    history,
    import: imports,
    members,
    record,
    rules,
    settings,
    keys,
    shell,
    split,
    start,
    table,
  },
  locale,
};
