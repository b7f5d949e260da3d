import { ImageOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "./cx";

interface StudioImageProps {
  readonly src: string;
  readonly alt: string;
  readonly className?: string;
  readonly lazy?: boolean;
}

/**
 * An image of a run: a quiet block until it is there. Where the file is not (a run restored from one picture carries
 * no others), a calm mark in its place, with words where there is room for them.
 */
export function StudioImage({ src, alt, className, lazy = false }: StudioImageProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<{ src: string; is: "loading" | "there" | "gone" }>({
    src,
    is: "loading",
  });
  const is = state.src === src ? state.is : "loading";
  if (is === "gone") {
    return (
      <div
        role="img"
        aria-label={t("fileMissing", { alt })}
        className={cx("@container bg-raised text-mute", className)}
      >
        {/* Opaque: callers may lay a pattern for transparent pictures below. */}
        <div className="flex h-full w-full flex-col items-center justify-center gap-2 rounded-[inherit] bg-raised p-2 text-center">
          <ImageOff size={20} className="text-faint" aria-hidden="true" />
          <span aria-hidden="true" className="hidden max-w-64 @[9rem]:block">
            <span className="block text-base font-medium">{t("notCarried")}</span>
            <span className="hidden text-sm @[16rem]:block">{t("notCarriedDetail")}</span>
          </span>
        </div>
      </div>
    );
  }
  return (
    <img
      src={src}
      alt={alt}
      draggable={false}
      decoding="async"
      loading={lazy ? "lazy" : "eager"}
      onLoad={() => setState({ src, is: "there" })}
      onError={() => setState({ src, is: "gone" })}
      className={cx("transition-opacity duration-120", is === "loading" && "opacity-0", className)}
    />
  );
}
