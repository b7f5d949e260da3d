import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { originOf } from "../../../../shared/servers";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { Field } from "../../../components/Field";
import { IconButton } from "../../../components/IconButton";
import { Select } from "../../../components/Select";
import { recall } from "../connections";
import { ServerEditor } from "../ServerEditor";
import { draftOf } from "../server-form";
import { imageServerKinds } from "../server-kinds";
import { type Member, readMember } from "./pool-form";

interface PoolMemberProps {
  /** Its place, from 1. */
  readonly n: number;
  readonly last: boolean;
  readonly member: Member;
  readonly safe: boolean;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** Something was typed. */
  readonly onChange: (member: Member) => void;
  readonly onLeave: () => void;
  /** Another kind was chosen. */
  readonly onChoose: (member: Member) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
}

/** One server of a pool: its name and place in a line, everything about it below once it is opened. */
export function PoolMember({ n, last, member, safe, open, ...act }: PoolMemberProps) {
  const { t } = useTranslation("settings");
  const body = useId();
  const { kind, draft } = member;
  const read = readMember(member);
  const name = t("pool.server", { n });
  return (
    <section aria-label={name} className="py-1.5" data-setting="">
      <div className="flex items-center gap-1.5">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={body}
          onClick={() => act.onOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-2 rounded-md py-2 pr-2 text-left text-base hover:bg-hover"
        >
          <ChevronRight
            size={14}
            aria-hidden="true"
            className={cx("shrink-0 text-mute transition-transform duration-120", open && "rotate-90")}
          />
          <span className="shrink-0 font-medium">{name}</span>
          <span className="truncate text-mute">
            {t(`generator.kinds.${kind}`)} · {originOf(draft.baseUrl) ?? t("pool.noAddress")}
          </span>
          {read.config === null ? <Badge tone="unsure">{t("pool.unfinished")}</Badge> : null}
        </button>
        <IconButton
          label={t("pool.up", { n })}
          icon={<ArrowUp size={14} />}
          disabled={n === 1}
          onClick={() => act.onMove(-1)}
        />
        <IconButton
          label={t("pool.down", { n })}
          icon={<ArrowDown size={14} />}
          disabled={last}
          onClick={() => act.onMove(1)}
        />
        <IconButton label={t("pool.remove", { n })} icon={<Trash2 size={14} />} onClick={act.onRemove} />
      </div>
      <div id={body} hidden={!open} className="divide-y divide-line pl-6">
        {open ? (
          <>
            <Field label={t("pool.kind")}>
              {(id) => (
                <Select
                  id={id}
                  label={t("pool.kind")}
                  value={kind}
                  onChange={(next) =>
                    act.onChoose({ ...member, kind: next, draft: draftOf(next, recall().generators[next]) })
                  }
                  options={imageServerKinds.map((one) => ({ id: one, title: t(`generator.kinds.${one}`) }))}
                  className="w-80"
                />
              )}
            </Field>
            <ServerEditor
              kind={kind}
              form={{
                draft,
                read,
                change: (next) => act.onChange({ ...member, draft: next }),
                leave: act.onLeave,
              }}
              safe={safe}
              request={(config) => ({ target: "generator", config })}
            />
          </>
        ) : null}
      </div>
    </section>
  );
}
