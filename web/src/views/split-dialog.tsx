import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Checkbox, Form, Input, Modal, Progress, Skeleton } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { tables } from "../api/calls";
import { cache, useTables } from "../api/queries";
import type { Field, SplitLook, Table } from "../api/types";
import { useFeedback } from "../ui/feedback";
import { followed, jobId, waitForJob } from "../ui/job";
import { sayProblem } from "../ui/problem";
import { nameOfSplit } from "./split";

interface SplitDialogProps {
  table: Table;
  field: Field;
  onClose: () => void;
}

/** Makes a table of a column: its values become records, and fields that belong to them move over. */
export function SplitDialog({ table, field, onClose }: SplitDialogProps) {
  const { t } = useTranslation("split");
  const { message } = useFeedback();
  const navigate = useNavigate();
  const taken = useTables()?.tables.map((one) => one.name) ?? [];
  const [name, setName] = useState(() => nameOfSplit(field.name, table.name, taken));
  const [moves, setMoves] = useState<readonly string[]>([]);
  const [percent, setPercent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const closed = useRef(false);
  const look = useQuery({
    queryKey: ["split", table.key, field.key],
    queryFn: () => tables.lookAtSplit(table.key, field.key),
    gcTime: 0,
  });

  const split = async () => {
    setProblem(null);
    setPercent(0);
    try {
      const { job } = await tables.split(table.key, field.key, { name: name.trim(), moves: [...moves] });
      const id = jobId(job);
      if (id) {
        followed(id);
        const done = await waitForJob(id, (now) =>
          setPercent(now.total ? Math.floor((100 * now.done) / now.total) : 0),
        );
        await cache.invalidateQueries({ queryKey: ["tables"] });
        tell(String(done.result?.table ?? ""));
      }
      if (!closed.current) onClose();
    } catch (error) {
      if (closed.current) return void message.error(sayProblem(error), 6);
      setProblem(sayProblem(error));
      setPercent(null);
    }
  };

  const tell = (made: string) => {
    const key = `split-${field.key}`;
    const open = () => {
      message.destroy(key);
      void navigate({ to: "/t/$table", params: { table: made }, search: {} });
    };
    message.open({
      key,
      type: "success",
      duration: 8,
      content: (
        <span>
          {t("done", { table: name.trim(), field: field.name })}
          <Button type="link" size="small" onClick={open}>
            {t("open", { table: name.trim() })}
          </Button>
        </span>
      ),
    });
  };

  const toggle = (key: string, on: boolean) =>
    setMoves(on ? [...moves, key] : moves.filter((one) => one !== key));

  return (
    <Modal
      open
      width={520}
      title={t("title", { field: field.name })}
      okText={t("ok")}
      okButtonProps={{
        disabled: !name.trim() || !look.data || look.data.titles === 0,
        loading: percent !== null,
      }}
      onOk={() => void split()}
      onCancel={() => {
        closed.current = true;
        onClose();
      }}
    >
      {look.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {look.error && <Alert type="error" showIcon title={sayProblem(look.error)} />}
      {look.data && look.data.titles === 0 && <Alert type="info" showIcon title={t("nothing")} />}
      {look.data && look.data.titles > 0 && (
        <Form layout="vertical" component="div" className="field-form">
          <p className="split-told">
            {t("told", {
              field: field.name,
              titles: look.data.titles.toLocaleString(),
              filled: look.data.filled.toLocaleString(),
            })}
          </p>
          <Form.Item label={t("name")} htmlFor="split-name">
            <Input
              id="split-name"
              autoFocus
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => name.trim() && percent === null && void split()}
            />
          </Form.Item>
          <Beside look={look.data} moves={moves} onToggle={toggle} />
        </Form>
      )}
      {percent !== null && <Progress percent={percent} size="small" status="active" />}
      {problem && <Alert type="error" showIcon title={problem} />}
    </Modal>
  );
}

interface BesideProps {
  look: SplitLook;
  moves: readonly string[];
  onToggle: (key: string, on: boolean) => void;
}

/** The fields that may move over, those that hold one thing for each value first. */
function Beside({ look, moves, onToggle }: BesideProps) {
  const { t } = useTranslation("split");
  const [all, setAll] = useState(false);
  const own = look.beside.filter((one) => one.differing === 0);
  const shown = all ? look.beside : own;
  if (look.beside.length === 0) return null;
  return (
    <Form.Item label={t("moves")} extra={t("moves_hint")}>
      <div className="split-fields">
        {shown.map((one) => (
          <Checkbox
            key={one.field}
            checked={moves.includes(one.field)}
            onChange={(event) => onToggle(one.field, event.target.checked)}
          >
            {one.name}
            {one.differing > 0 && (
              <span className="kh-faint">{t("differing", { count: one.differing })}</span>
            )}
          </Checkbox>
        ))}
        {!all && own.length < look.beside.length && (
          <Button type="link" size="small" onClick={() => setAll(true)}>
            {t("more", { count: look.beside.length - own.length })}
          </Button>
        )}
      </div>
    </Form.Item>
  );
}
