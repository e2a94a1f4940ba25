#!/bin/sh
#SBATCH --job-name=unrolled-grade
#SBATCH --cpus-per-task=2
#SBATCH --mem=3G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
# One task of the array: its part of the class. What it has found is kept in a journal, so that a
# task which is started again goes on where it stopped.
set -eu
grader=$1 submissions=$2 out=$3
shard=$SLURM_ARRAY_TASK_ID

code=0
"$grader/unrolled" grade "$submissions" --out "$out/shards/$shard" --shard "$shard/@SHARDS@" \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" --hidden "$grader/hidden" @OPTIONS@ || code=$?

# Above 128 a signal has ended it: the node ran out of memory, or somebody killed it.
if [ "$code" -gt 128 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
  echo "The grader was ended by signal $((code - 128)): this task is put back into the queue." >&2
  scontrol requeue "${SLURM_ARRAY_JOB_ID}_$shard"
  # Slurm ends this script.
  sleep 600
fi
exit "$code"
