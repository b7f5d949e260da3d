import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type GeneratorConfig,
  type ImageServerConfig,
  imageServersIn,
  POOL_SIZE,
} from "../../../../shared/backends";
import { say } from "../../../app/announce";
import { notifyUndo } from "../../../app/toasts";
import { Button } from "../../../components/Button";
import { recall } from "../connections";
import { draftOf, sameConfig } from "../server-form";
import { PoolMember } from "./PoolMember";
import { type Member, memberOf, moved, poolOf } from "./pool-form";

interface PoolEditorProps {
  readonly generator: GeneratorConfig;
  readonly safe: boolean;
  readonly onKeep: (pool: GeneratorConfig) => void;
}

/** What a pool begins with: itself, the one of before, or the server in use. */
function firstServers(generator: GeneratorConfig): readonly ImageServerConfig[] {
  if (generator.kind === "pool") return generator.servers;
  const before = recall().generators.pool;
  return before === undefined ? imageServersIn(generator) : imageServersIn(before);
}

/** Several image servers: added, removed, put in order, each with its own fields, key and test. */
export function PoolEditor({ generator, safe, onKeep }: PoolEditorProps) {
  const { t } = useTranslation("settings");
  const next = useRef(0);
  const fresh = (config: ImageServerConfig) => memberOf(next.current++, config);
  const [members, setMembers] = useState(() => firstServers(generator).map(fresh));
  const [opened, setOpened] = useState<number | null>(null);
  const [seen, setSeen] = useState(generator);
  if (!sameConfig(seen, generator)) {
    setSeen(generator);
    const mine = poolOf(members);
    // Changed elsewhere: show what is in force now.
    if (generator.kind === "pool" && mine !== null && !sameConfig(mine, generator))
      setMembers(generator.servers.map(fresh));
  }
  const pool = poolOf(members);
  const keep = (now: readonly Member[]) => {
    const whole = poolOf(now);
    if (whole !== null && !sameConfig(whole, generator)) onKeep(whole);
  };
  const change = (now: readonly Member[]) => {
    setMembers([...now]);
    keep(now);
  };
  const add = () => {
    const member: Member = { id: next.current++, kind: "comfyui", draft: draftOf("comfyui", undefined) };
    setMembers([...members, member]);
    setOpened(member.id);
  };
  const remove = (member: Member) => {
    const before = members;
    const after = members.filter(({ id }) => id !== member.id);
    change(after);
    notifyUndo(
      t("pool.removed"),
      () => change(before),
      () => change(after),
    );
  };
  const move = (index: number, by: number) => {
    change(moved(members, index, by));
    say(t("pool.moved", { n: index + 1 + by }));
  };
  return (
    <>
      <div className="flex items-center justify-between gap-6 py-3" data-setting="">
        <p role="status" className="text-sm text-mute">
          {members.length < POOL_SIZE.min
            ? t("pool.tooFew", { least: POOL_SIZE.min })
            : pool === null
              ? t("pool.incomplete")
              : t("pool.inUse", { count: members.length })}
        </p>
        <Button size="sm" icon={<Plus size={13} />} disabled={members.length >= POOL_SIZE.max} onClick={add}>
          {t("pool.add")}
        </Button>
      </div>
      {members.map((member, index) => (
        <PoolMember
          key={member.id}
          n={index + 1}
          last={index === members.length - 1}
          member={member}
          safe={safe}
          open={opened === member.id}
          onOpen={(open) => setOpened(open ? member.id : null)}
          onChange={(now) => setMembers(members.map((one) => (one.id === now.id ? now : one)))}
          onLeave={() => keep(members)}
          onChoose={(now) => change(members.map((one) => (one.id === now.id ? now : one)))}
          onMove={(by) => move(index, by)}
          onRemove={() => remove(member)}
        />
      ))}
    </>
  );
}
