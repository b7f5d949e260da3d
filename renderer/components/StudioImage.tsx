import { ImageOff } from "lucide-react";
import { useState } from "react";
import { cx } from "./cx";

interface StudioImageProps {
  readonly src: string;
  readonly alt: string;
  readonly className?: string;
  readonly lazy?: boolean;
}

/** An image of a run: a quiet block until it is there, a broken-image mark when its file is gone. */
export function StudioImage({ src, alt, className, lazy = false }: StudioImageProps) {
  const [state, setState] = useState<{ src: string; is: "loading" | "there" | "gone" }>({
    src,
    is: "loading",
  });
  const is = state.src === src ? state.is : "loading";
  if (is === "gone") {
    return (
      <div
        role="img"
        aria-label={`${alt} (file missing)`}
        className={cx("flex items-center justify-center bg-raised text-faint", className)}
      >
        <ImageOff size={20} aria-hidden="true" />
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
