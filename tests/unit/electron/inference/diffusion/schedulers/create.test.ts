import { describe, expect, it } from "vitest";
import { createScheduler } from "../../../../../../electron/inference/diffusion/schedulers/create";
import { StudioError } from "../../../../../../shared/errors";

function refusal(action: () => unknown): StudioError {
  try {
    action();
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const sdTurbo = {
  _class_name: "EulerDiscreteScheduler",
  _diffusers_version: "0.24.0.dev0",
  beta_end: 0.012,
  beta_schedule: "scaled_linear",
  beta_start: 0.00085,
  clip_sample: false,
  interpolation_type: "linear",
  num_train_timesteps: 1000,
  prediction_type: "epsilon",
  sample_max_value: 1,
  set_alpha_to_one: false,
  sigma_max: null,
  sigma_min: null,
  skip_prk_steps: true,
  steps_offset: 1,
  timestep_spacing: "trailing",
  timestep_type: "discrete",
  trained_betas: null,
  use_karras_sigmas: false,
};

describe("createScheduler", () => {
  it("reads a published configuration, and names what it does not heed", () => {
    const { scheduler, notes } = createScheduler(sdTurbo);
    expect(scheduler.name).toBe("EulerDiscreteScheduler");
    // What it names of other samplers is as it is there anyway.
    expect(notes).toEqual([]);
    expect(createScheduler({ ...sdTurbo, sample_max_value: 2 }).notes).toEqual([
      "The scheduler's settings not heeded here: sample_max_value.",
    ]);
    scheduler.setTimesteps(1);
    expect(scheduler.timesteps).toEqual([999]);
  });

  it("puts a sampler of its own in the place of one it lacks, with the same noise, and says so", () => {
    const { scheduler, notes } = createScheduler({ ...sdTurbo, _class_name: "PNDMScheduler" });
    expect(scheduler.name).toBe("DPMSolverMultistepScheduler");
    expect(notes[0]).toBe("PNDMScheduler is not available; DPMSolverMultistepScheduler takes its place.");
  });

  it("takes the designer's choice over the folder's", () => {
    const { scheduler, notes } = createScheduler(sdTurbo, "DDIMScheduler");
    expect(scheduler.name).toBe("DDIMScheduler");
    expect(notes.join()).not.toContain("takes its place");
  });

  it.each([
    [null, "it is no object"],
    [[], "it is no object"],
    [{ _class_name: "MysteryScheduler" }, '"MysteryScheduler"'],
    [{ _class_name: "DDIMScheduler", beta_schedule: "quadratic" }, "configuration cannot be used"],
    [
      { _class_name: "DPMSolverMultistepScheduler", algorithm_type: "dpmsolver" },
      "configuration cannot be used",
    ],
  ])("refuses %j with its reason", (config, reason) => {
    const error = refusal(() => createScheduler(config));
    expect(error.code).toBe("model-invalid");
    expect(error.message).toContain(reason);
  });

  it.each([0, -1, 1.5, 1001, Number.NaN])("refuses %s steps and says how many there may be", (steps) => {
    const error = refusal(() => createScheduler(sdTurbo).scheduler.setTimesteps(steps));
    expect(error.code).toBe("bad-input");
    expect(error.remedy).toContain("1 to 1000");
  });

  it("refuses more steps of a consistency model than it was distilled for", () => {
    const { scheduler } = createScheduler({ _class_name: "LCMScheduler" });
    expect(refusal(() => scheduler.setTimesteps(51)).remedy).toContain("1 to 50");
    expect(refusal(() => scheduler.setTimesteps(8, { strength: 0.1 })).remedy).toContain("at most 5 steps");
  });
});

describe("another sampler than the folder's own", () => {
  const config = {
    _class_name: "EulerDiscreteScheduler",
    beta_schedule: "scaled_linear",
    final_sigmas_type: "zero",
    use_karras_sigmas: false,
    sigma_min: null,
  };

  it("says nothing of settings that ask for nothing", () => {
    expect(createScheduler(config, "EulerAncestralDiscreteScheduler").notes).toEqual([]);
  });

  it("says which it cannot heed", () => {
    const karras = { ...config, use_karras_sigmas: true };
    expect(createScheduler(karras, "EulerAncestralDiscreteScheduler").notes.join()).toContain(
      "use_karras_sigmas",
    );
  });
});
