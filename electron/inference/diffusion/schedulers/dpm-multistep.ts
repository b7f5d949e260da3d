/**
 * DPM-Solver++ as a multistep method of order 1 to 3 ("DPM++ 2M" is order 2), and its stochastic form
 * (Lu et al. 2022, arXiv 2211.01095).
 */

import { thresholded } from "./clip";
import { type DpmConfig, spacingOf } from "./config";
import { leftOf } from "./euler-kit";
import { assertSteps } from "./refusals";
import { el, mix, type Noise, type Sample, type Scheduler, type Stepped } from "./scheduler";
import { interpolate, logOf, sigmasOf, sigmaToTimestep, spacedSigmas } from "./sigmas";
import { leading, linspace, roundHalfEven, trailing } from "./spacing";

/** Below this many steps the last ones are taken with lower order: they are too long for more. */
const FEW_STEPS = 15;

/** A noise level in the solver's terms. */
interface Level {
  readonly alpha: number;
  readonly sigma: number;
  /** Half the logarithm of the signal-to-noise ratio; infinite where there is no noise left. */
  readonly lambda: number;
}

export class DpmMultistepScheduler implements Scheduler {
  readonly name = "DPMSolverMultistepScheduler";
  readonly initNoiseSigma = 1;
  timesteps: readonly number[] = [];
  readonly #config: DpmConfig;
  readonly #left: Float32Array;
  #sigmas: Float32Array = new Float32Array();
  /** Finished pictures predicted by the steps taken, the latest first. */
  #history: readonly Sample[] = [];

  constructor(config: DpmConfig) {
    this.#config = config;
    this.#left = leftOf(config);
  }

  setTimesteps(steps: number): void {
    const { num_train_timesteps: n, final_sigmas_type } = this.#config;
    assertSteps(steps, n);
    const training = sigmasOf(this.#left);
    const { levels, timesteps } = this.#schedule(steps, training);
    this.#sigmas = Float32Array.from([...levels, final_sigmas_type === "zero" ? 0 : el(training, 0)]);
    this.timesteps = timesteps.map(Math.trunc);
    this.#history = [];
  }

  scaleInput(sample: Sample): Sample {
    return sample;
  }

  step(output: Sample, index: number, sample: Sample, noise: Noise): Stepped {
    const { solver_order, algorithm_type } = this.#config;
    const denoised = this.#read(output, index, sample);
    this.#history = [denoised, ...this.#history].slice(0, solver_order);
    const fresh = algorithm_type === "sde-dpmsolver++" ? noise() : null;
    const order = Math.min(this.#orderAt(index), this.#history.length);
    return { sample: this.#update(order, index, sample, fresh), denoised };
  }

  addNoise(original: Sample, noise: Sample, index: number): Sample {
    const { alpha, sigma } = this.#level(index);
    return mix(original.length, (i) => alpha * el(original, i) + sigma * el(noise, i));
  }

  #schedule(
    steps: number,
    training: Float32Array,
  ): { levels: readonly number[]; timesteps: readonly number[] } {
    const { num_train_timesteps: n, use_flow_sigmas, flow_shift: shift, beta_schedule } = this.#config;
    const logs = logOf(training);
    const spacing = spacingOf(this.#config) ?? (this.#config.use_lu_lambdas ? "lu" : null);
    if (spacing !== null) {
      const levels = spacedSigmas(spacing, el(training, 0), el(training, training.length - 1), steps);
      const real = levels.map((sigma) => sigmaToTimestep(sigma, logs));
      const whole = (spacing === "karras" || spacing === "lu") && beta_schedule !== "squaredcos_cap_v2";
      return { levels, timesteps: whole ? real.map(roundHalfEven) : real };
    }
    if (use_flow_sigmas) {
      const even = linspace(1, 1 / n, steps + 1).map((alpha) => 1 - alpha);
      const levels = even
        .map((sigma) => (shift * sigma) / (1 + (shift - 1) * sigma))
        .reverse()
        .slice(0, -1);
      return { levels, timesteps: levels.map((sigma) => sigma * n) };
    }
    const timesteps = this.#visited(steps);
    return { levels: timesteps.map((at) => interpolate(training, at)), timesteps };
  }

  #visited(steps: number): readonly number[] {
    const { num_train_timesteps: n, timestep_spacing, steps_offset } = this.#config;
    const last = n - this.#clippedAway();
    if (timestep_spacing === "linspace") {
      return linspace(0, last - 1, steps + 1)
        .map(roundHalfEven)
        .reverse()
        .slice(0, -1);
    }
    if (timestep_spacing === "trailing") return trailing(last, n / steps);
    return leading(Math.floor(last / (steps + 1)), steps + 1, steps_offset).slice(0, -1);
  }

  /** Training steps too noisy for the solver, by their lambda. */
  #clippedAway(): number {
    const { lambda_min_clipped: limit } = this.#config;
    if (limit === null || limit === undefined) return 0;
    return this.#left.filter((left) => Math.log(left / (1 - left)) / 2 < limit).length;
  }

  #level(index: number): Level {
    const level = el(this.#sigmas, index);
    const alpha = this.#config.use_flow_sigmas ? 1 - level : 1 / Math.sqrt(level ** 2 + 1);
    const sigma = this.#config.use_flow_sigmas ? level : level * alpha;
    return { alpha, sigma, lambda: Math.log(alpha) - Math.log(sigma) };
  }

  /** The finished picture the answer amounts to. */
  #read(output: Sample, index: number, sample: Sample): Sample {
    const { alpha, sigma } = this.#level(index);
    const of = (at: (o: number, s: number) => number) =>
      mix(sample.length, (i) => at(el(output, i), el(sample, i)));
    const predicted = {
      epsilon: () => of((o, s) => (s - sigma * o) / alpha),
      sample: () => output,
      v_prediction: () => of((o, s) => alpha * s - sigma * o),
      flow_prediction: () => of((o, s) => s - el(this.#sigmas, index) * o),
    }[this.#config.prediction_type]();
    return this.#config.thresholding
      ? thresholded(predicted, { ...this.#config, clip_sample: false })
      : predicted;
  }

  #orderAt(index: number): number {
    const { solver_order, lower_order_final, euler_at_final, final_sigmas_type } = this.#config;
    const steps = this.timesteps.length;
    const few = lower_order_final && steps < FEW_STEPS;
    if (index === steps - 1 && (euler_at_final || few || final_sigmas_type === "zero")) return 1;
    return index === steps - 2 && few ? Math.min(2, solver_order) : solver_order;
  }

  #update(order: number, index: number, sample: Sample, fresh: Sample | null): Sample {
    const [next, now] = [this.#level(index + 1), this.#level(index)];
    const h = next.lambda - now.lambda;
    const stochastic = fresh !== null;
    // With no noise left at the end h is infinite: the sample becomes the prediction itself.
    const decay = Math.exp(stochastic ? -2 * h : -h);
    const keep = (next.sigma / now.sigma) * (stochastic ? Math.exp(-h) : 1);
    const gain = next.alpha * (1 - decay);
    const noise = stochastic ? next.sigma * Math.sqrt(1 - Math.exp(-2 * h)) : 0;
    const [c0, c1, c2] = this.#weights(order, index, next.alpha, h, decay, stochastic);
    const [m0, m1, m2] = this.#history;
    return mix(sample.length, (i) => {
      const [a, b, c] = [el(m0 ?? sample, i), el(m1 ?? sample, i), el(m2 ?? sample, i)];
      const slopes = order === 1 ? 0 : c0 * a + c1 * b + (order === 3 ? c2 * c : 0);
      return keep * el(sample, i) + gain * a + slopes + noise * el(fresh ?? sample, i);
    });
  }

  /** Weights of the predictions in what the higher orders add. */
  #weights(
    order: number,
    index: number,
    alpha: number,
    h: number,
    decay: number,
    stochastic: boolean,
  ): readonly [number, number, number] {
    if (order === 1) return [0, 0, 0];
    const lambda = (at: number) => this.#level(at).lambda;
    const r0 = (lambda(index) - lambda(index - 1)) / h;
    const span = stochastic ? 2 * h : h;
    const first = alpha * (1 - (1 - decay) / span);
    if (order === 2) {
      const weight = this.#config.solver_type === "midpoint" ? 0.5 * alpha * (1 - decay) : first;
      return [weight / r0, -weight / r0, 0];
    }
    const r1 = (lambda(index - 1) - lambda(index - 2)) / h;
    const second = stochastic
      ? alpha * ((1 - decay - span) / span ** 2 - 0.5)
      : -alpha * ((decay - 1 + h) / h ** 2 - 0.5);
    // D1 = (1 + k) d0 - k d1 and D2 = (d0 - d1) / (r0 + r1), with d0 = (m0 - m1) / r0 and d1 = (m1 - m2) / r1.
    const k = r0 / (r0 + r1);
    const [w0, w1] = [(first * (1 + k) + second / (r0 + r1)) / r0, -(first * k + second / (r0 + r1)) / r1];
    return [w0, w1 - w0, -w1];
  }
}
