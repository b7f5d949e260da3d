import { PDFDocument } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { sheetPdf } from "../../../../electron/exchange/pdf/sheet";
import type { SheetCell } from "../../../../electron/inference/contact-sheet";
import { pdfText } from "./pdf-text";
import { assetsDir, picture, pictures } from "./support";

const deps = {
  assetsDir,
  creator: "GEMS Studio 0.1.0",
  toJpeg: (bytes: Uint8Array, side: number) => pictures.toJpeg(bytes, side),
};

async function cell(n: number, more: Partial<SheetCell> = {}): Promise<SheetCell> {
  return {
    image: await picture(n),
    heading: `Iteration ${n}`,
    score: "1 of 2",
    best: n === 1,
    captions: [`four white bicycles, attempt ${n}`],
    marks: [
      { state: "pass", label: "Are there four bicycles?" },
      { state: "fail", label: "Are the cows made of plastic?" },
    ],
    ...more,
  };
}

describe("a contact sheet as PDF", () => {
  it("holds every picture, and all its text as text", async () => {
    const cells = await Promise.all([1, 2].map((n) => cell(n)));
    const bytes = await sheetPdf({ title: "four white bicycles", subtitle: "2 images", cells }, deps);
    const document = await PDFDocument.load(bytes);
    expect(document.getTitle()).toBe("four white bicycles");
    expect(document.getCreator()).toBe("GEMS Studio 0.1.0");
    const [lines = []] = await pdfText(bytes);
    for (const text of [
      "four white bicycles",
      "2 images",
      "Iteration 1",
      "1 of 2 · best",
      "four white bicycles, attempt 2",
      "Are there four bicycles?",
      "Are the cows made of plastic?",
      "pass",
      "fail",
      "1 / 1",
    ]) {
      expect(lines).toContain(text);
    }
    expect(
      Buffer.from(bytes)
        .toString("latin1")
        .match(/\/Subtype \/Image/g),
    ).toHaveLength(2);
  });

  it("takes sixty iterations over many pages, and says on each which it is", async () => {
    const cells = await Promise.all(Array.from({ length: 60 }, (_, n) => cell(n + 1)));
    const pages = await pdfText(await sheetPdf({ title: "many", subtitle: "60 images", cells }, deps));
    expect(pages.length).toBeGreaterThan(10);
    for (const [index, lines] of pages.entries()) expect(lines).toContain(`${index + 1} / ${pages.length}`);
    const headings = pages.flat().filter((line) => /^Iteration \d+$/.test(line));
    expect(headings).toEqual(cells.map(({ heading }) => heading));
  });

  it("sets every script its font has, and what it lacks can still be found and copied", async () => {
    const prompt = "Müßige Kühe, čtyři, Четыре коровы, τέσσερις, Ệ, 四頭の牛 🐄 and a cow";
    const pages = await pdfText(
      await sheetPdf({ title: prompt, subtitle: "", cells: [await cell(1, { captions: [prompt] })] }, deps),
    );
    expect(pages.flat().join(" ").replaceAll(/\s+/g, " ")).toContain(prompt);
  });

  it("breaks a table that is longer than a page, and a word that is longer than a line", async () => {
    const marks = Array.from({ length: 120 }, (_, n) => ({
      state: "unclear" as const,
      label: `Question ${n}?`,
    }));
    const long = "x".repeat(400);
    const sheet = {
      title: "long",
      subtitle: "",
      cells: [await cell(1, { marks, captions: [long] }), await cell(2)],
    };
    const pages = await pdfText(await sheetPdf(sheet, deps));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flat().filter((line) => line.startsWith("Question"))).toHaveLength(120);
    expect(pages[1]).toContain("Iteration 1 (continued)");
    expect(pages.flat().join("")).toContain(long);
    expect(pages.at(-1)).toContain("Iteration 2");
  });

  it("leaves the place of a picture that is not there", async () => {
    const pages = await pdfText(
      await sheetPdf({ title: "t", subtitle: "", cells: [await cell(1, { image: null })] }, deps),
    );
    expect(pages.flat()).toContain("no picture");
  });
});
