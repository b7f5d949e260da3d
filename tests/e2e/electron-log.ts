/** What Electron and the page said while a test ran, and what of it no test may pass over. */

/** Lines that mean native code broke, however the test ended. */
const crashes =
  /Segmentation fault|SIGSEGV|SIGABRT|SIGILL|SIGBUS|double free|corrupted size|malloc\(\): |Received signal \d+|FATAL:|Check failed|renderer process gone|GPU process isn't usable/i;

/** GLib complains now and then on its own; a flood means two copies of it are fighting. */
const glib = /GLib(-GObject|-GIO)?-(CRITICAL|WARNING)/;
const GLIB_FLOOD = 5;

export class ElectronLog {
  readonly #lines: string[] = [];
  readonly #pageFaults: string[] = [];
  #rest = "";

  /** Adds output as it comes. */
  add(chunk: string): void {
    const parts = (this.#rest + chunk).split("\n");
    this.#rest = parts.pop() ?? "";
    this.#lines.push(...parts);
  }

  /** Adds an uncaught error of the page, or something its content security policy refused. */
  addPageFault(text: string): void {
    this.#pageFaults.push(text);
  }

  get text(): string {
    return [...this.#lines, this.#rest, ...this.#pageFaults.map((fault) => `[page] ${fault}`)].join("\n");
  }

  /** Faults that fail a test; empty when all is well. */
  faults(): readonly string[] {
    const lines = [...this.#lines, this.#rest];
    const glibLines = lines.filter((line) => glib.test(line));
    return [
      ...lines.filter((line) => crashes.test(line)),
      ...(glibLines.length > GLIB_FLOOD
        ? [`${glibLines.length} complaints of GLib, first: ${glibLines[0]}`]
        : []),
      ...this.#pageFaults.map((fault) => `the page: ${fault}`),
    ];
  }
}
