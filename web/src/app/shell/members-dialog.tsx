import { useQuery } from "@tanstack/react-query";
import { Button, Modal, Select, Switch, Table, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { members as calls } from "../../api/calls";
import { cache, membersQuery, useMe } from "../../api/queries";
import type { Member, Role } from "../../api/types";
import { useProblem } from "../../ui/problem";
import { AddMember } from "./add-member";

export const ROLES: Role[] = ["owner", "member", "reader"];

/** Who works here: the owner adds colleagues, sets roles and closes accounts. */
export function MembersDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("members");
  const me = useMe()?.member;
  const owner = me?.role === "owner";
  const problem = useProblem();
  const { data, isPending } = useQuery(membersQuery);
  const [adding, setAdding] = useState(false);

  const change = async (member: Member, body: { role?: Role; active?: boolean }) => {
    try {
      await calls.change(member.id, body);
    } catch (error) {
      problem(error);
    }
    await cache.invalidateQueries({ queryKey: ["members"] });
  };

  return (
    <Modal open title={t("title")} width={680} footer={null} onCancel={onClose}>
      {owner && (
        <div className="members-head">
          <span className="kh-muted kh-grow">{t("lead")}</span>
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        </div>
      )}
      <Table<Member>
        size="small"
        rowKey="id"
        loading={isPending}
        dataSource={data ?? []}
        pagination={(data?.length ?? 0) > 20 ? { pageSize: 20 } : false}
        scroll={{ x: 520 }}
        columns={[
          {
            title: t("name"),
            dataIndex: "name",
            render: (name: string, member) => (
              <span className={member.active === false ? "kh-faint" : ""}>
                {name} {member.id === me?.id && <Tag variant="filled">{t("you")}</Tag>}
              </span>
            ),
          },
          { title: t("email"), dataIndex: "email" },
          {
            title: t("role"),
            dataIndex: "role",
            width: 150,
            render: (role: Role, member) =>
              owner && member.id !== me?.id ? (
                <Select<Role>
                  size="small"
                  className="members-role"
                  value={role}
                  aria-label={t("role")}
                  options={ROLES.map((key) => ({ value: key, label: t(`roles.${key}.name`) }))}
                  onChange={(value) => void change(member, { role: value })}
                />
              ) : (
                t(`roles.${role}.name`)
              ),
          },
          {
            title: t("active"),
            dataIndex: "active",
            width: 80,
            render: (active: boolean, member) => (
              <Switch
                size="small"
                checked={active}
                disabled={!owner || member.id === me?.id}
                aria-label={t("active")}
                onChange={(value) => void change(member, { active: value })}
              />
            ),
          },
        ]}
      />
      {adding && <AddMember onClose={() => setAdding(false)} />}
    </Modal>
  );
}
