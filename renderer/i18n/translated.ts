/** The shape of the English texts with any words in them: a translation that misses or invents a key does not compile. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };
