import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listen } from "../../app/ipc";
import { Button } from "../../components/Button";
import { cancelJob, heardOf, type Job, useJobs } from "./jobs";

/** Quick work needs no word: a job is shown when it has been told of for this long, in milliseconds. */
const PATIENCE = 400;

function JobCard({ job }: { job: Job }) {
  const { t } = useTranslation("exchange");
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE);
    return () => window.clearTimeout(timer);
  }, []);
  if (!late || job.total === 0) return null;
  const { id, label, done, total, cancelling } = job;
  const words = t("jobs.progress", { label, done, total });
  return (
    <li className="w-96 animate-arrive rounded-xl border border-line-strong bg-raised px-3.5 py-2.5 shadow-pop">
      <div className="flex items-center justify-between gap-3">
        <span className="tabular min-w-0 truncate text-base">{words}</span>
        <Button size="sm" disabled={cancelling} onClick={() => void cancelJob(id)}>
          {cancelling ? t("jobs.cancelling") : t("jobs.cancel")}
        </Button>
      </div>
      <progress aria-label={label} max={total} value={done} className="job-progress mt-2 block h-1 w-full" />
    </li>
  );
}

/** Exports under way, at the lower left, each with its way out. */
export function JobList() {
  const { t } = useTranslation("exchange");
  const jobs = useJobs((state) => state.jobs);
  useEffect(() => listen("exchange-progress", heardOf), []);
  return (
    <section
      aria-label={t("jobs.title")}
      className="pointer-events-none fixed bottom-[8.5rem] left-[4.5rem] z-50 *:pointer-events-auto"
    >
      <ol className="flex flex-col gap-2">
        {jobs.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      </ol>
    </section>
  );
}
