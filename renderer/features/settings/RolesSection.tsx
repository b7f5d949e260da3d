import { useTranslation } from "react-i18next";
import type { RolesConfig, RolesKind } from "../../../shared/backends";
import { type Settings, type ThinkerName, thinkerNames } from "../../../shared/settings";
import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { recall, rememberRoles } from "./connections";
import { Fold } from "./Fold";
import { ProfileField } from "./profile/ProfileField";
import { RoleRow } from "./profile/RoleRow";
import { Section } from "./Section";
import { ServerEditor } from "./ServerEditor";
import { SimilarityField } from "./seeing/SimilarityField";
import { draftOf, readRoles } from "./server-form";
import { rolesKinds } from "./server-kinds";
import { useServerForm } from "./use-server-form";

interface SectionProps {
  readonly settings: Settings;
  readonly safe: boolean;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** Who plans, decomposes, verifies, remembers and refines. */
export function RolesSection({ settings, safe, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  const form = useServerForm<RolesKind, RolesConfig>({
    config: settings.roles,
    known: (kind) => recall().roles[kind],
    draftOf,
    read: readRoles,
    keep: (roles) => {
      rememberRoles(roles);
      onChange({ roles });
    },
  });
  const { kind } = form;
  const mixed = Object.keys(settings.rolesFor).length > 0;
  // The bundled eyes were trained on the bundled engine's drawings and on nothing else.
  const verifier = settings.rolesFor.verifier ?? settings.roles;
  const stranger = verifier.kind === "local" && settings.generator.kind !== "flatland";
  return (
    <Section id="roles" title={t("sections.roles")} about={t("profile.section")}>
      <ProfileField minds={settings} onChange={onChange} />
      <Field
        label={t(mixed ? "profile.otherRoles" : "roles.label")}
        help={t(form.pending ? "roles.pending" : `roles.${kind}`)}
      >
        {(id) => (
          <Select
            id={id}
            label={t("roles.choice")}
            value={kind}
            onChange={form.choose}
            options={rolesKinds.map((one) => ({ id: one, title: t(`roles.kinds.${one}`) }))}
            className="w-80"
          />
        )}
      </Field>
      {stranger ? (
        <p role="note" className="py-3 text-sm text-unsure-text">
          {t("roles.stranger")}
        </p>
      ) : null}
      {kind === "local" || kind === "vision-language" ? null : (
        <ServerEditor
          kind={kind}
          form={form}
          safe={safe}
          request={(config) => ({ target: "roles", config })}
        />
      )}
      <PerRole settings={settings} safe={safe} onChange={onChange} />
      <SimilarityField settings={settings} onChange={onChange} />
    </Section>
  );
}

/** Single roles played by others. */
function PerRole({ settings: { rolesFor }, safe, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  const give = (role: ThinkerName, config: RolesConfig | undefined) => {
    const { [role]: _before, ...others } = rolesFor;
    onChange({ rolesFor: config === undefined ? others : { ...others, [role]: config } });
  };
  const count = Object.keys(rolesFor).length;
  return (
    <Fold
      title={t("profile.perRole")}
      note={count === 0 ? t("profile.everyRole") : t("profile.others", { count })}
      begin={count > 0}
    >
      <div className="divide-y divide-line">
        {thinkerNames.map((role) => (
          <RoleRow
            key={role}
            role={role}
            config={rolesFor[role]}
            safe={safe}
            onChange={(config) => give(role, config)}
          />
        ))}
      </div>
    </Fold>
  );
}
