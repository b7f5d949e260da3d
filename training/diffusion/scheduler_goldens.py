"""Trajectories of diffusers' schedulers, for our own to be held against.

    python training/diffusion/scheduler_goldens.py tests/fixtures/diffusion/schedulers.json

Every scheduler is led through a schedule by a made-up model whose answers depend on what the scheduler gives it.
Numbers come from a small congruential generator that the test repeats, so that nothing but results is kept.
"""

import importlib
import json
import sys

import diffusers
import numpy as np
import torch

SIZE = 16
SHAPE = (1, 4, 2, 2)


class Stream:
    """Float32 numbers in -2..2 from a linear congruential generator."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def take(self) -> torch.Tensor:
        values = []
        for _ in range(SIZE):
            self.state = (self.state * 1664525 + 1013904223) % 2**32
            values.append(self.state / 2**30 - 2)
        return torch.tensor(values, dtype=torch.float32).reshape(SHAPE)


SD = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
COSINE = {"beta_schedule": "squaredcos_cap_v2"}
ZERO_SNR = {**SD, "rescale_betas_zero_snr": True}
V = {"prediction_type": "v_prediction"}

CASES = [
    ("DDIMScheduler", {}, 10, {}),
    ("DDIMScheduler", {**SD, "clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}, 20, {}),
    ("DDIMScheduler", {**SD, "clip_sample": False, "timestep_spacing": "trailing"}, 7, {}),
    ("DDIMScheduler", {**SD, "timestep_spacing": "linspace", "clip_sample_range": 0.7}, 12, {}),
    ("DDIMScheduler", {**ZERO_SNR, **V, "timestep_spacing": "trailing", "clip_sample": False}, 9, {}),
    ("DDIMScheduler", {**COSINE, "prediction_type": "sample"}, 8, {}),
    ("DDIMScheduler", {**SD, "thresholding": True, "sample_max_value": 1.6}, 6, {}),
    ("DDIMScheduler", {**SD, "clip_sample": False}, 10, {"eta": 1.0}),
    ("DDIMScheduler", {**SD, "clip_sample": False, "num_train_timesteps": 500}, 1, {"eta": 0.5}),
    ("EulerDiscreteScheduler", {}, 10, {}),
    ("EulerDiscreteScheduler", {**SD, "timestep_spacing": "trailing"}, 1, {}),
    ("EulerDiscreteScheduler", {**SD, "timestep_spacing": "trailing"}, 4, {}),
    ("EulerDiscreteScheduler", {**SD, "timestep_spacing": "leading", "steps_offset": 1}, 25, {}),
    ("EulerDiscreteScheduler", {**SD, "timestep_spacing": "linspace"}, 13, {}),
    ("EulerDiscreteScheduler", {**SD, **V}, 11, {}),
    ("EulerDiscreteScheduler", {**SD, "prediction_type": "sample"}, 6, {}),
    ("EulerDiscreteScheduler", {**SD, "use_karras_sigmas": True}, 10, {}),
    ("EulerDiscreteScheduler", {**SD, "use_karras_sigmas": True, "sigma_min": 0.05, "sigma_max": 12.0}, 7, {}),
    ("EulerDiscreteScheduler", {**SD, "use_exponential_sigmas": True}, 9, {}),
    ("EulerDiscreteScheduler", {**SD, "use_beta_sigmas": True}, 9, {}),
    ("EulerDiscreteScheduler", {**SD, "interpolation_type": "log_linear"}, 8, {}),
    ("EulerDiscreteScheduler", {**SD, "final_sigmas_type": "sigma_min"}, 8, {}),
    ("EulerDiscreteScheduler", {**SD, **V, "timestep_type": "continuous", "use_karras_sigmas": True}, 8, {}),
    ("EulerDiscreteScheduler", {**ZERO_SNR, **V, "timestep_spacing": "trailing"}, 10, {}),
    ("EulerDiscreteScheduler", {**COSINE}, 10, {}),
    ("EulerDiscreteScheduler", {"trained_betas": [0.01 * (i + 1) for i in range(20)], "num_train_timesteps": 20}, 5, {}),
    ("EulerAncestralDiscreteScheduler", {}, 10, {}),
    ("EulerAncestralDiscreteScheduler", {**SD, "timestep_spacing": "trailing"}, 1, {}),
    ("EulerAncestralDiscreteScheduler", {**SD, "timestep_spacing": "trailing"}, 4, {}),
    ("EulerAncestralDiscreteScheduler", {**SD, "timestep_spacing": "leading", "steps_offset": 1}, 20, {}),
    ("EulerAncestralDiscreteScheduler", {**ZERO_SNR, **V, "timestep_spacing": "trailing"}, 8, {}),
    ("DPMSolverMultistepScheduler", {}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD}, 20, {}),
    ("DPMSolverMultistepScheduler", {**SD, "solver_order": 1}, 8, {}),
    ("DPMSolverMultistepScheduler", {**SD, "solver_order": 3}, 9, {}),
    ("DPMSolverMultistepScheduler", {**SD, "solver_order": 3}, 18, {}),
    ("DPMSolverMultistepScheduler", {**SD, "solver_type": "heun"}, 12, {}),
    ("DPMSolverMultistepScheduler", {**SD, "use_karras_sigmas": True}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "use_exponential_sigmas": True}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "use_beta_sigmas": True}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "use_lu_lambdas": True}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "timestep_spacing": "leading", "steps_offset": 1}, 16, {}),
    ("DPMSolverMultistepScheduler", {**SD, "timestep_spacing": "trailing"}, 16, {}),
    ("DPMSolverMultistepScheduler", {**SD, **V}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "prediction_type": "sample"}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "thresholding": True, "sample_max_value": 1.5}, 10, {}),
    ("DPMSolverMultistepScheduler", {**COSINE, "lambda_min_clipped": -5.1}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "final_sigmas_type": "sigma_min", "lower_order_final": False}, 16, {}),
    ("DPMSolverMultistepScheduler", {**SD, "final_sigmas_type": "sigma_min", "euler_at_final": True}, 16, {}),
    ("DPMSolverMultistepScheduler", {**ZERO_SNR, **V, "timestep_spacing": "trailing"}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "algorithm_type": "sde-dpmsolver++"}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "algorithm_type": "sde-dpmsolver++", "solver_type": "heun"}, 10, {}),
    ("DPMSolverMultistepScheduler", {**SD, "algorithm_type": "sde-dpmsolver++", "solver_order": 3}, 16, {}),
    ("DPMSolverMultistepScheduler", {"prediction_type": "flow_prediction", "use_flow_sigmas": True, "flow_shift": 3.0}, 10, {}),
    ("LCMScheduler", {}, 1, {}),
    ("LCMScheduler", {}, 4, {}),
    ("LCMScheduler", {**V}, 8, {}),
    ("LCMScheduler", {"original_inference_steps": 100, "clip_sample": True}, 5, {}),
    ("LCMScheduler", {"prediction_type": "sample", "thresholding": True}, 3, {}),
    ("LCMScheduler", {}, 4, {"strength": 0.6}),
    ("FlowMatchEulerDiscreteScheduler", {}, 10, {}),
    ("FlowMatchEulerDiscreteScheduler", {"shift": 3.0}, 4, {}),
    ("FlowMatchEulerDiscreteScheduler", {"shift": 3.0, "shift_terminal": 0.1}, 9, {}),
    ("FlowMatchEulerDiscreteScheduler", {"use_dynamic_shifting": True}, 8, {"sequence": 1024}),
    ("FlowMatchEulerDiscreteScheduler", {"use_dynamic_shifting": True, "time_shift_type": "linear"}, 8, {"sequence": 4096}),
    ("FlowMatchEulerDiscreteScheduler", {"use_karras_sigmas": True}, 8, {}),
    ("FlowMatchEulerDiscreteScheduler", {"use_exponential_sigmas": True}, 8, {}),
    ("FlowMatchEulerDiscreteScheduler", {"use_beta_sigmas": True}, 8, {}),
    ("FlowMatchEulerDiscreteScheduler", {"invert_sigmas": True}, 8, {}),
    ("FlowMatchEulerDiscreteScheduler", {"stochastic_sampling": True, "shift": 2.0}, 6, {}),
]


def follow(name: str, config: dict, steps: int, options: dict) -> dict:
    scheduler = getattr(diffusers, name)(**config)
    module = importlib.import_module(type(scheduler).__module__)
    noises = Stream(99)
    module.randn_tensor = lambda *_args, **_kwargs: noises.take()
    set_timesteps(scheduler, steps, options)
    answers = Stream(7)
    first = float(getattr(scheduler, "init_noise_sigma", 1.0))
    sample = answers.take() * first
    samples = []
    for timestep in scheduler.timesteps:
        given = scheduler.scale_model_input(sample, timestep) if hasattr(scheduler, "scale_model_input") else sample
        answer = given * 0.5 + answers.take() * 0.5
        extra = {"eta": options["eta"]} if "eta" in options else {}
        sample = scheduler.step(answer, timestep, sample, **extra).prev_sample
        samples.append(sample)
    return {
        "scheduler": name,
        "config": config,
        "steps": steps,
        "options": options,
        "initNoiseSigma": first,
        "timesteps": [float(t) for t in scheduler.timesteps],
        "samples": [[float(f"{value:.8g}") for value in one.flatten().tolist()] for one in samples],
        "noised": noised(name, config, steps, options),
    }


def noised(name: str, config: dict, steps: int, options: dict) -> dict:
    """A picture with noise, as image-to-image begins with it, in the middle of the schedule."""
    scheduler = getattr(diffusers, name)(**config)
    set_timesteps(scheduler, steps, options)
    index = len(scheduler.timesteps) // 2
    values = Stream(5)
    picture, noise = values.take(), values.take()
    timestep = scheduler.timesteps[index : index + 1]
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(index)
    add = scheduler.scale_noise if hasattr(scheduler, "scale_noise") else scheduler.add_noise
    result = add(picture, timestep, noise) if hasattr(scheduler, "scale_noise") else add(picture, noise, timestep)
    return {"index": index, "sample": [float(f"{value:.8g}") for value in result.flatten().tolist()]}


def set_timesteps(scheduler, steps: int, options: dict) -> None:
    if "sequence" in options:
        config = scheduler.config
        slope = (config.max_shift - config.base_shift) / (config.max_image_seq_len - config.base_image_seq_len)
        mu = options["sequence"] * slope + config.base_shift - slope * config.base_image_seq_len
        scheduler.set_timesteps(steps, mu=mu)
    elif "strength" in options:
        scheduler.set_timesteps(steps, strength=options["strength"])
    else:
        scheduler.set_timesteps(steps)


def main() -> None:
    torch.manual_seed(0)
    np.random.seed(0)
    goldens = {
        "diffusers": diffusers.__version__,
        "cases": [follow(*case) for case in CASES],
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(goldens, file, separators=(",", ":"))
        file.write("\n")
    print(f"{len(goldens['cases'])} cases")


main()
