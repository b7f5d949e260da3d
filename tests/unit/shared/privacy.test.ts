import { describe, expect, it } from "vitest";
import { privacyOf } from "../../../shared/privacy";
import { defaultSettings, type SecretStatus, type Settings, settingsSchema } from "../../../shared/settings";

const noKeys: SecretStatus = { keys: [], aside: [] };
const api = "https://api.example.org";
const chat = { kind: "chat", baseUrl: `${api}/v1`, model: "m" } as const;
const flows = (change: Partial<Settings>, secrets = noKeys) =>
  privacyOf({ ...defaultSettings, ...change }, secrets).flows;

describe("what leaves this machine", () => {
  it("is nothing by default, even where keys lie", () => {
    const keys: SecretStatus = { keys: [{ origin: api, kept: "stored" }], aside: ["chat"] };
    expect(privacyOf(defaultSettings, keys)).toEqual({ flows: [], formerServers: [] });
  });

  it("is what each role is given to read, to whoever plays it", () => {
    expect(flows({ rolesFor: { verifier: chat } })).toEqual([
      {
        origin: api,
        players: ["verifier"],
        sends: ["wish", "criteria", "images"],
        key: null,
        here: false,
        inClear: false,
      },
    ]);
    expect(flows({ rolesFor: { verifier: chat }, judgePairs: false })[0]?.sends).toEqual([
      "criteria",
      "images",
    ]);
    expect(flows({ rolesFor: { decomposer: chat } })[0]?.sends).toEqual(["wish"]);
    const [planning] = flows({ rolesFor: { planner: chat } });
    expect(planning?.sends).toEqual(["wish", "lessons", "skills"]);
    const [forgetful] = flows({ rolesFor: { planner: chat }, memory: false });
    expect(forgetful?.sends).toEqual(["wish", "skills"]);
    const [all] = flows({ roles: chat });
    expect(all?.players).toEqual(["planner", "decomposer", "verifier", "compressor", "refiner"]);
    expect(all?.sends).toContain("images");
    // A role that stays here sends nothing, though the others go out.
    const [four] = flows({ roles: chat, rolesFor: { verifier: { kind: "local" } } });
    expect(four?.players).not.toContain("verifier");
  });

  it("tells one server once, with all it is for and its own key", () => {
    const secrets: SecretStatus = {
      keys: [
        { origin: "https://elsewhere.example", kept: "stored" },
        { origin: api, kept: "environment" },
      ],
      aside: [],
    };
    const generator = { kind: "openai-images", baseUrl: `${api}/images`, model: "painter" } as const;
    expect(flows({ generator, roles: chat }, secrets)).toMatchObject([
      { origin: api, players: ["generator", "planner", "decomposer", "verifier", "compressor", "refiner"] },
    ]);
    expect(flows({ generator }, secrets)[0]?.key).toBe("environment");
  });

  it("holds earlier images for a generator only where it is to mend them", () => {
    const painter = { kind: "openai-images", baseUrl: api, model: "painter" } as const;
    expect(flows({ generator: painter, repair: false })[0]?.sends).toEqual(["prompts", "parameters"]);
    const words = flows({ generator: painter })[0]?.sends;
    expect(words).toEqual(["prompts", "mended", "changes", "parameters"]);
    expect(flows({ generator: { ...painter, kind: "google-images" } })[0]?.sends).toEqual(words);
    // img2img is shown the picture and the mask, and is told the prompt as ever.
    const forge = { kind: "automatic1111", baseUrl: api } as const;
    expect(flows({ generator: forge })[0]?.sends).toEqual(["prompts", "mended", "parameters"]);
    const comfy = { kind: "comfyui", baseUrl: "http://127.0.0.1:8188", workflow: "{}" } as const;
    expect(flows({ generator: comfy })[0]).toMatchObject({ sends: ["prompts", "parameters"], here: true });
    const workflow = (text: string, mask: object) =>
      JSON.stringify({
        "1": { class_type: "LoadImage", inputs: { image: "%image%" } },
        "2": { class_type: "CLIPTextEncode", inputs: { text } },
        "3": { class_type: "KSampler", inputs: { seed: "%seed%", image: ["1", 0], text: ["2", 0], ...mask } },
        "4": { class_type: "SaveImage", inputs: { images: ["3", 0] } },
      });
    const sends = (editWorkflow: string) => flows({ generator: { ...comfy, editWorkflow } })[0]?.sends;
    expect(sends(workflow("%prompt%", { mask: ["1", 1] }))).toEqual(["prompts", "mended", "parameters"]);
    expect(sends(workflow("%instruction%", { mask: ["1", 1] }))).toEqual(words);
    expect(sends(workflow("%prompt%", {}))).toEqual(words);
    expect(sends("{}")).toEqual(words);
    expect(flows({ generator: { ...comfy, editWorkflow: "{}" }, repair: false })[0]?.sends).toEqual([
      "prompts",
      "parameters",
    ]);
    const gems = { kind: "gems-http", baseUrl: "http://draw.example" } as const;
    expect(flows({ generator: gems })[0]).toMatchObject({ sends: ["prompts"], inClear: true });
  });

  it("names every server of a pool, and every server there is", () => {
    const generator = {
      kind: "pool",
      servers: [
        { kind: "gems-http", baseUrl: "http://one.example" },
        { kind: "gems-http", baseUrl: "http://two.example" },
      ],
    } as const;
    const settings = settingsSchema.parse({
      ...defaultSettings,
      generator,
      roles: { kind: "anthropic", baseUrl: "https://a.example", model: "m" },
      rolesFor: { refiner: { kind: "gemini", baseUrl: "https://g.example", model: "m" } },
      knownServers: ["http://one.example", "http://former.example"],
    });
    const summary = privacyOf(settings, noKeys);
    const written = JSON.stringify(settings).match(/https?:\/\/[a-z]+\.example/g) ?? [];
    expect(new Set([...summary.flows.map(({ origin }) => origin), ...summary.formerServers])).toEqual(
      new Set(written),
    );
    expect(summary.formerServers).toEqual(["http://former.example"]);
  });
});
