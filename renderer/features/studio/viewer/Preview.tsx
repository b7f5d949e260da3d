import { useEffect, useRef, useState } from "react";

/**
 * The address of a picture's bytes. The former one stays until the next has been decoded, so that nothing flickers;
 * of pictures that come faster than they can be decoded, the newest is next.
 */
function useDecoded(bytes: Uint8Array): string | null {
  const [shown, setShown] = useState<string | null>(null);
  const newest = useRef<Uint8Array | null>(null);
  const busy = useRef(false);
  const gone = useRef(false);
  const held = useRef<string | null>(null);
  useEffect(() => {
    const decode = async () => {
      busy.current = true;
      while (newest.current !== null && !gone.current) {
        // A copy in a buffer of its own: what came may lie in memory that is shared.
        const url = URL.createObjectURL(new Blob([newest.current.slice()]));
        newest.current = null;
        const former = held.current;
        // Half a picture, or none: the one before stays.
        const stale = (await isPicture(url)) && !gone.current ? former : url;
        if (stale !== url) {
          held.current = url;
          setShown(url);
        }
        if (stale !== null) URL.revokeObjectURL(stale);
      }
      busy.current = false;
    };
    newest.current = bytes;
    if (!busy.current) void decode();
  }, [bytes]);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      if (held.current !== null) URL.revokeObjectURL(held.current);
      held.current = null;
    };
  }, []);
  return shown;
}

async function isPicture(url: string): Promise<boolean> {
  const image = new Image();
  image.src = url;
  return image.decode().then(
    () => true,
    () => false,
  );
}

interface PreviewProps {
  /** PNG or JPEG. */
  readonly bytes: Uint8Array;
  readonly alt: string;
  readonly className?: string;
}

/** A picture as far as it is drawn. */
export function Preview({ bytes, alt, className }: PreviewProps) {
  const src = useDecoded(bytes);
  return src === null ? null : <img src={src} alt={alt} draggable={false} className={className} />;
}
