import { useTranslation } from "react-i18next";
import type { RolesConfig, RolesKind } from "../../../../shared/backends";
import type { ThinkerName } from "../../../../shared/settings";
import { Field } from "../../../components/Field";
import { Select } from "../../../components/Select";
import { recall, rememberRoles } from "../connections";
import { ServerEditor } from "../ServerEditor";
import { SeeingEditor } from "../seeing/SeeingEditor";
import { draftOf, emptyDraft, type Read, readRoles, type ServerDraft } from "../server-form";
import { rolesKinds, seeingRolesKinds } from "../server-kinds";
import { useServerForm } from "../use-server-form";

type Choice = RolesConfig | { readonly kind: "usual" };

/** Roles that a small model that sees can play; words and plans are beyond it. */
const seeing: readonly ThinkerName[] = ["verifier", "compressor"];

const draft = (kind: Choice["kind"], config: Choice | undefined): ServerDraft =>
  kind === "usual" || config?.kind === "usual" ? emptyDraft : draftOf(kind, config);

function read(kind: Choice["kind"], fields: ServerDraft): Read<Choice> {
  return kind === "usual" ? { config: { kind }, faults: {} } : readRoles(kind, fields);
}

interface RoleRowProps {
  readonly role: ThinkerName;
  /** Who plays it instead of the usual one; undefined: nobody. */
  readonly config: RolesConfig | undefined;
  readonly safe: boolean;
  readonly onChange: (config: RolesConfig | undefined) => void;
}

/** One role and who plays it. */
export function RoleRow({ role, config, safe, onChange }: RoleRowProps) {
  const { t } = useTranslation("settings");
  const keep = (next: RolesConfig) => {
    rememberRoles(next);
    onChange(next);
  };
  const form = useServerForm<"usual" | RolesKind, Choice>({
    config: config ?? { kind: "usual" },
    known: (kind) => (kind === "usual" ? undefined : recall().roles[kind]),
    draftOf: draft,
    read,
    keep: (next) => (next.kind === "usual" ? onChange(undefined) : keep(next)),
  });
  const { kind } = form;
  const kinds = seeing.includes(role) ? [...rolesKinds, ...seeingRolesKinds] : rolesKinds;
  const name = t(`profile.roles.${role}`);
  return (
    <section aria-label={name}>
      <Field
        label={name}
        help={
          form.pending
            ? t(kind === "vision-language" ? "roles.folderPending" : "roles.pending")
            : t(`profile.does.${role}`)
        }
      >
        {(id) => (
          <Select
            id={id}
            label={name}
            value={kind}
            onChange={form.choose}
            options={[
              { id: "usual", title: t("profile.usual") },
              ...kinds.map((one) => ({ id: one, title: t(`roles.kinds.${one}`) })),
            ]}
            className="w-80"
          />
        )}
      </Field>
      {kind === "usual" || kind === "local" ? null : kind === "vision-language" ? (
        <div className="mb-2 divide-y divide-line border-l-2 border-line pl-4">
          <SeeingEditor config={config?.kind === kind ? config : null} onKeep={keep} />
        </div>
      ) : (
        <div className="mb-2 divide-y divide-line border-l-2 border-line pl-4">
          <ServerEditor kind={kind} form={form} safe={safe} request={requestOf} />
        </div>
      )}
    </section>
  );
}

function requestOf(config: Choice) {
  return { target: "roles" as const, config: config.kind === "usual" ? { kind: "local" as const } : config };
}
