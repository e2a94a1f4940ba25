#!/usr/bin/env bash
# A Slurm cluster of one node, for the time of one command: .ci/slurm.sh COMMAND…
# It lives in a folder of its own, listens on the loopback interface only, and is ended by its
# process ids. The command finds sbatch and the rest set up through SLURM_CONF.
set -euo pipefail
[ $# -gt 0 ] || {
  echo "usage: .ci/slurm.sh COMMAND…" >&2
  exit 2
}

home=$(mktemp -d)
chmod 755 "$home"
started=()
finish() {
  # A command that failed may have left tasks running.
  if [ -s "$home/slurmctld.pid" ] && timeout 5 scancel --full --user="$(id -un)"; then
    for _ in $(seq 100); do
      [ -z "$(timeout 5 squeue -h)" ] && break
      sleep 0.1
    done
  fi
  for daemon in slurmd slurmctld munged; do
    [ -s "$home/$daemon.pid" ] && kill "$(cat "$home/$daemon.pid")" 2>/dev/null || true
  done
  for daemon in slurmd slurmctld munged; do
    for _ in $(seq 50); do
      [ -s "$home/$daemon.pid" ] && kill -0 "$(cat "$home/$daemon.pid")" 2>/dev/null || break
      sleep 0.1
    done
  done
  rm -rf "$home"
}
trap finish EXIT

head -c 1024 /dev/urandom >"$home/munge.key"
chmod 600 "$home/munge.key"
mkdir -p "$home/state" "$home/spool" "$home/munge"
munged --key-file="$home/munge.key" --socket="$home/munge/socket" --pid-file="$home/munged.pid" \
  --log-file="$home/munged.log" --seed-file="$home/munge.seed"

node=$(hostname -s)
export SLURM_CONF=$home/slurm.conf
# Without cgroups, accounting and system services, so that it runs in a container too.
cat >"$SLURM_CONF" <<CONF
ClusterName=unrolled
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$home/munge/socket
CryptoType=crypto/munge
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/slurmd.pid
SlurmctldLogFile=$home/slurmctld.log
SlurmdLogFile=$home/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
MailProg=/bin/true
AccountingStorageType=accounting_storage/none
ReturnToService=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=4000
PartitionName=all Nodes=$node Default=YES MaxTime=INFINITE State=UP
CONF

slurmctld -f "$SLURM_CONF"
slurmd -f "$SLURM_CONF" -N "$node"
for _ in $(seq 100); do
  [ "$(sinfo -h -o %T 2>/dev/null)" = idle ] && break
  sleep 0.1
done
[ "$(sinfo -h -o %T)" = idle ] || {
  echo "Slurm did not start:" >&2
  tail -n 20 "$home/slurmctld.log" "$home/slurmd.log" >&2
  exit 1
}
"$@"
