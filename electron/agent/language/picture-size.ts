/** Width and height of a picture from the first bytes of its file, without decoding it. */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Reads PNG and JPEG headers; null for anything else, and for one cut off before its size. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) {
    return sized(view.getUint32(16), view.getUint32(20));
  }
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? jpegSize(view) : null;
}

/** JPEG: segments of marker and length, until one that starts a frame (SOF: C0 to CF but for C4, C8 and CC). */
function jpegSize(view: DataView): PictureSize | null {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return sized(view.getUint16(at + 7), view.getUint16(at + 5));
    } else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function sized(width: number, height: number): PictureSize | null {
  return width > 0 && height > 0 ? { width, height } : null;
}
