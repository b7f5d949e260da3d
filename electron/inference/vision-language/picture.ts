/** Decoded pictures as the library takes them: resized and cropped here, exactly, and never by an image library. */
import type { RawImage } from "@huggingface/transformers";
import type { RgbImage } from "../imaging";
import type { Library } from "./library";
import { cropped, type Filter, filterOfNumber, resample, type Samples } from "./resample";

/** A picture of the library's class whose own methods do the work of Pillow. */
export function libraryPicture(library: Library, rgb: RgbImage): RawImage {
  return new (pictureClass(library))(rgb.data, rgb.width, rgb.height, 3);
}

function makeClass(library: Library) {
  return class Picture extends library.RawImage {
    override async resize(
      width: number,
      height: number,
      { resample: filter = 2 }: { resample?: number | string } = {},
    ): Promise<RawImage> {
      return this.#made(resample(this.#samples(), width, height, filterOf(filter)));
    }

    override async center_crop(width: number, height: number): Promise<RawImage> {
      const left = Math.floor((this.width - width) / 2);
      const top = Math.floor((this.height - height) / 2);
      return this.#made(cropped(this.#samples(), left, top, width, height));
    }

    #samples(): Samples {
      const { data, width, height, channels } = this;
      return { data, width, height, channels };
    }

    #made({ data, width, height }: Samples): RawImage {
      return new Picture(data, width, height, 3);
    }
  };
}

const classes = new WeakMap<Library, ReturnType<typeof makeClass>>();

function pictureClass(library: Library): ReturnType<typeof makeClass> {
  const made = classes.get(library) ?? makeClass(library);
  classes.set(library, made);
  return made;
}

export function filterOf(named: number | string): Filter {
  const name = typeof named === "number" ? filterOfNumber[named] : named;
  const found = filterOfNumber.find((filter) => filter === name);
  if (found === undefined) throw new RangeError(`there is no filter ${named}`);
  return found;
}
