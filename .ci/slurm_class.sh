#!/usr/bin/env bash
# A class of 300 under Slurm: graded in shards by what `export slurm` writes, with one task killed
# on the way, it gives the gradebook of a single run, byte for byte. Run by .ci/slurm.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/out
students=${1:-300}
shards=3
victim=2

wait_for() {
  local what=$1 seconds=$2
  shift 2
  local end=$((SECONDS + seconds))
  until "$@"; do
    [ $SECONDS -lt $end ] || {
      echo "in $seconds s not seen: $what" >&2
      squeue >&2
      tail -n 5 "$out"/logs/* >&2
      exit 1
    }
    sleep 0.2
  done
}

java src/bench/java/unrolled/bench/GeneratedClass.java . e05_rnn_step "$students" "$work/class"
./unrolled export slurm "$work/cluster" --exercises e05 --shards $shards --minimum-sandbox full

SECONDS=0
./unrolled grade "$work/class" --out "$work/single" --exercises e05 --jobs "$(nproc)"
echo "a single run: $SECONDS s"

SECONDS=0
"$work/cluster/submit" "$work/class" "$out" --cpus-per-task=1 --mem=1500M
journal=$out/shards/$victim/journal.jsonl
has_results() { [ -f "$journal" ] && [ "$(wc -l <"$journal")" -ge 5 ]; }
wait_for "five results of shard $victim" 300 has_results
grader=$(pgrep -f -- "unrolled.cli.ExportedGrader grade .*--out $out/shards/$victim ")
kill -9 "$grader"
task=$(squeue -h -r -n unrolled-grade -o %i | grep "_$victim\$")
is_queued_again() { [ "$(squeue -h -j "$task" -o '%T %r')" = 'PENDING BeginTime' ]; }
wait_for "the killed task in the queue again" 60 is_queued_again
[ ! -e "$out/shards/$victim/roll.json" ]
# Slurm makes a task wait for two minutes before it is started again.
scontrol update jobid="$task" starttime=now
is_done() { [ -z "$(squeue -h)" ]; }
wait_for "the end of all tasks" 600 is_done
echo "$shards tasks on $(nproc) processors, one of them killed, and the merge: $SECONDS s"

grep -q 'this task is put back into the queue' "$out/logs/grade-$victim.txt"
resumed=$(sed -n 's/.*known from before: \([0-9]*\)\..*/\1/p' "$out/logs/grade-$victim.txt")
[ "$resumed" -ge 5 ]
echo "the killed task went on after $resumed results"
# A journal has the order in which the answers were judged.
diff -r --exclude=journal.jsonl "$work/single" "$out/gradebook"
[ "$(find "$out/gradebook/students" -name '*.html' | wc -l)" = "$students" ]
echo "the merged gradebook of $students students is the one of the single run"
