#!/bin/sh
#SBATCH --job-name=unrolled-merge
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=00:30:00
# Runs once every task of the array has ended well.
set -eu
grader=$1 out=$2
exec "$grader/unrolled" merge --out "$out/gradebook" "$out"/shards/*
