/**
 * Pictures resized as Python's Pillow resizes them, to the last bit: models were trained on such pixels. After
 * Pillow's src/libImaging/Resample.c: one pass along rows, one along columns, 8 bits between them, weights in fixed
 * point of 22 bits.
 */

export type Filter = "nearest" | "box" | "bilinear" | "hamming" | "bicubic" | "lanczos";

/** Pillow's numbers of the filters, as configurations of processors name them. */
export const filterOfNumber: readonly Filter[] = [
  "nearest",
  "lanczos",
  "bilinear",
  "bicubic",
  "box",
  "hamming",
];

/** Interleaved 8-bit samples, row by row. */
export interface Samples {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

const PRECISION = 22;

interface Kernel {
  /** Half of its width at a scale of one. */
  readonly support: number;
  readonly weight: (x: number) => number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

const kernels: Readonly<Record<Exclude<Filter, "nearest">, Kernel>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight: (x) => {
      const far = Math.abs(x);
      return far === 0 ? 1 : far >= 1 ? 0 : sinc(far) * (0.54 + 0.46 * Math.cos(far * Math.PI));
    },
  },
  bicubic: {
    support: 2,
    weight: (x) => {
      const a = -0.5;
      const far = Math.abs(x);
      if (far < 1) return ((a + 2) * far - (a + 3)) * far * far + 1;
      return far < 2 ? (((far - 5) * far + 8) * far - 4) * a : 0;
    },
  },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** A resized copy; the picture itself where it has that size already. */
export function resample(picture: Samples, width: number, height: number, filter: Filter): Samples {
  if (filter === "nearest") return nearest(picture, width, height);
  const kernel = kernels[filter];
  const narrow = picture.width === width ? picture : alongRows(picture, width, kernel);
  return narrow.height === height ? narrow : alongColumns(narrow, height, kernel);
}

function alongRows({ data, width, height, channels }: Samples, wanted: number, kernel: Kernel): Samples {
  const out = new Uint8Array(wanted * height * channels);
  for (const [x, { from, weights }] of windows(width, wanted, kernel).entries()) {
    for (let y = 0; y < height; y += 1) {
      const row = y * width + from;
      for (let c = 0; c < channels; c += 1) {
        let sum = 1 << (PRECISION - 1);
        for (let i = 0; i < weights.length; i += 1) {
          sum += (data[(row + i) * channels + c] ?? 0) * (weights[i] ?? 0);
        }
        out[(y * wanted + x) * channels + c] = clipped(sum);
      }
    }
  }
  return { data: out, width: wanted, height, channels };
}

function alongColumns({ data, width, height, channels }: Samples, wanted: number, kernel: Kernel): Samples {
  const stride = width * channels;
  const out = new Uint8Array(stride * wanted);
  for (const [y, { from, weights }] of windows(height, wanted, kernel).entries()) {
    for (let at = 0; at < stride; at += 1) {
      let sum = 1 << (PRECISION - 1);
      for (let i = 0; i < weights.length; i += 1) {
        sum += (data[(from + i) * stride + at] ?? 0) * (weights[i] ?? 0);
      }
      out[y * stride + at] = clipped(sum);
    }
  }
  return { data: out, width, height: wanted, channels };
}

const clipped = (sum: number): number => Math.max(0, Math.min(255, sum >> PRECISION));

interface Window {
  /** The first sample it looks at. */
  readonly from: number;
  /** In fixed point. */
  readonly weights: Int32Array;
}

function windows(size: number, wanted: number, { support, weight }: Kernel): readonly Window[] {
  const scale = size / wanted;
  const stretch = Math.max(1, scale);
  const reach = support * stretch;
  return Array.from({ length: wanted }, (_, place) => {
    const centre = (place + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - reach + 0.5));
    const to = Math.min(size, Math.trunc(centre + reach + 0.5));
    const raw = Array.from({ length: to - from }, (_, i) => weight((i + from - centre + 0.5) / stretch));
    const total = raw.reduce((sum, one) => sum + one, 0);
    return { from, weights: Int32Array.from(raw, (one) => fixed(total === 0 ? one : one / total)) };
  });
}

const fixed = (weight: number): number => Math.trunc((weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION));

function nearest({ data, width, height, channels }: Samples, wide: number, high: number): Samples {
  const out = new Uint8Array(wide * high * channels);
  for (let y = 0; y < high; y += 1) {
    const row = Math.min(height - 1, Math.floor(((y + 0.5) * height) / high));
    for (let x = 0; x < wide; x += 1) {
      const column = Math.min(width - 1, Math.floor(((x + 0.5) * width) / wide));
      const from = (row * width + column) * channels;
      out.set(data.subarray(from, from + channels), (y * wide + x) * channels);
    }
  }
  return { data: out, width: wide, height: high, channels };
}

/** A part of a picture; what lies outside of it is black. */
export function cropped(picture: Samples, left: number, top: number, width: number, height: number): Samples {
  const { channels } = picture;
  const out = new Uint8Array(width * height * channels);
  const from = Math.max(0, left);
  const to = Math.min(picture.width, left + width);
  for (let y = 0; y < height && from < to; y += 1) {
    const row = top + y;
    if (row < 0 || row >= picture.height) continue;
    const start = (row * picture.width + from) * channels;
    const end = (row * picture.width + to) * channels;
    out.set(picture.data.subarray(start, end), (y * width + from - left) * channels);
  }
  return { data: out, width, height, channels };
}

/** The picture with its longer side at most `side` pixels; as it is where it is no larger. */
export function within(picture: RgbPicture, side: number): RgbPicture {
  const longer = Math.max(picture.width, picture.height);
  if (longer <= side) return picture;
  const to = (length: number) => Math.max(1, Math.round((length * side) / longer));
  const small = resample({ ...picture, channels: 3 }, to(picture.width), to(picture.height), "lanczos");
  return { data: Uint8Array.from(small.data), width: small.width, height: small.height };
}

interface RgbPicture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
