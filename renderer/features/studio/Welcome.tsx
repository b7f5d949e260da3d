import { ArrowUpRight, Gem } from "lucide-react";
import { useTranslation } from "react-i18next";
import { signal } from "../../app/signals";
import { changeDraft } from "./prompt-bar/draft";

/** Chosen to show counting, placing, materials and lettering with words the bundled engine knows. */
export const examples = [
  { title: "counting", prompt: "four white bicycles in front of three plastic cows" },
  { title: "places", prompt: "a wooden violin to the left of two glass flamingos" },
  { title: "lettering", prompt: 'three checkered umbrellas under a sign that says "OPEN AIR"' },
] as const;

function write(prompt: string): void {
  changeDraft({ text: prompt });
  signal("prompt:focus");
}

/** The studio before the first run. */
export function Welcome() {
  const { t } = useTranslation("studio");
  return (
    <div className="flex h-full flex-col items-center justify-center gap-7 px-8 text-center">
      <div>
        <Gem size={34} strokeWidth={1.25} className="mx-auto text-accent" aria-hidden="true" />
        <h2 className="mt-4 text-2xl font-semibold tracking-tight">{t("welcome.title")}</h2>
        <p className="mx-auto mt-2 max-w-[30rem] text-md text-mute">{t("welcome.text")}</p>
      </div>
      <ul aria-label={t("welcome.examples")} className="grid w-full max-w-[46rem] grid-cols-3 gap-3">
        {examples.map((example) => (
          <li key={example.title} className="flex">
            <button
              type="button"
              onClick={() => write(example.prompt)}
              className="group flex w-full flex-col rounded-xl border border-line bg-panel p-4 text-left transition-colors duration-120 hover:border-line-strong hover:bg-raised"
            >
              <span className="flex items-center justify-between text-sm text-mute">
                {t(`welcome.${example.title}`)}
                <ArrowUpRight
                  size={14}
                  className="opacity-0 transition-opacity duration-120 group-hover:opacity-100"
                  aria-hidden="true"
                />
              </span>
              <span className="mt-2 text-md">{example.prompt}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
