#!/usr/bin/env bash
# A sweep on a real Slurm of two nodes on this machine: a node is killed mid-way, and the result is byte for byte that of one process.
# Needs root on Debian or Ubuntu: installs slurmctld, slurmd and munge where they are missing. About a minute and a half on two idle cores.
#   tests/slurm/run.sh [folder of the built costsim.dll]
set -euo pipefail
cd "$(dirname "$0")/../.."
dll=$(realpath "${1:-src/CostSim.Cli/bin/Release/net10.0}")/costsim.dll
[ -f "$dll" ] || { echo "slurm: $dll is not built"; exit 1; }
if ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null || ! command -v munged >/dev/null; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "slurm: skipped, Slurm is not here and cannot be installed"; exit 0; }
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurmctld slurmd slurm-client munge >/dev/null || { echo "slurm: skipped, Slurm cannot be installed"; exit 0; }
fi

T=$(mktemp -d /tmp/costsim-slurm-XXXXXX); H=$(hostname -s); mkdir -p "$T"/{state,run,log,spool}; started=()
stop() {
  for p in "$T"/run/slurmctld.pid "$T"/run/slurmd.n1.pid "$T"/run/slurmd.n2.pid; do [ -f "$p" ] && kill "$(cat "$p")" 2>/dev/null || true; done
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  [ "${KEEP:-}" = 1 ] || rm -rf "$T"
}
trap stop EXIT

# Ports of this run, so that two runs can stand side by side.
base=$((20000 + $$ % 20000))
cat > "$T/slurm.conf" <<EOF
ClusterName=costsim
SlurmctldHost=$H(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$T/run/munge.socket,cred_expire=10
SlurmctldPort=$base
StateSaveLocation=$T/state
SlurmdSpoolDir=$T/spool/%n
SlurmctldPidFile=$T/run/slurmctld.pid
SlurmdPidFile=$T/run/slurmd.%n.pid
SlurmctldLogFile=$T/log/slurmctld.log
SlurmdLogFile=$T/log/slurmd.%n.log
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
MinJobAge=300
NodeName=n[1-2] NodeHostname=$H NodeAddr=127.0.0.1 Port=[$((base + 1))-$((base + 2))] CPUs=2 RealMemory=2000
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
EOF
export SLURM_CONF="$T/slurm.conf"
[ -f /etc/munge/munge.key ] || { dd if=/dev/urandom of=/etc/munge/munge.key bs=1 count=1024 status=none; chown munge: /etc/munge/munge.key; chmod 400 /etc/munge/munge.key; }
chown munge: "$T/run"; chmod 755 "$T" "$T/run"
runuser -u munge -- munged --socket="$T/run/munge.socket" --pid-file="$T/run/munged.pid" --log-file="$T/run/munged.log" --seed-file="$T/run/munged.seed" --force
started+=("$(cat "$T/run/munged.pid")")
slurmctld; slurmd -N n1; slurmd -N n2
for _ in $(seq 60); do [ "$(sinfo -h -t idle -o %D 2>/dev/null || true)" = 2 ] && break; sleep 0.5; done
sinfo

sweep=(run scenarios/contract-qa --store off --threads 1 --design rag-512 --design full-context --vary 'traffic.requests_per_day=100..10_000:log6' --vary designs.rag-512.context.k=2,4,6,8)
one() { dotnet "$dll" "${sweep[@]}" -o "$T/one" > "$T/one.txt"; }
cluster() { dotnet "$dll" "${sweep[@]}" --submit slurm --array 6 -o "$T/cluster"; }

begun=$SECONDS
cluster > "$T/cluster.txt" 2> "$T/cluster.err" & submitted=$!; started+=("$submitted")

# As soon as a task on n2 has points, n2 dies outright: its daemon, the steps, the tasks.
victims() { for e in /proc/[0-9]*/environ; do grep -qz '^SLURMD_NODENAME=n2$' "$e" 2>/dev/null && grep -qz "^SLURM_CONF=$T/slurm.conf\$" "$e" 2>/dev/null && basename "$(dirname "$e")"; done; true; }
for _ in $(seq 240); do
  task=$(victims | head -1)
  [ -n "$task" ] && [ "$(find "$T/cluster/shards" -name '*.writing' -size +8k 2>/dev/null | wc -l)" -ge 2 ] && break
  sleep 0.1
done
tasks=$(victims)
[ -n "$tasks" ] || { echo "slurm: no task came to n2"; cat "$T/cluster.err"; exit 1; }
steps=$(for t in $tasks; do p=$(awk '/^PPid/ {print $2}' "/proc/$t/status" 2>/dev/null || true); [ -n "$p" ] && grep -q slurmstepd "/proc/$p/comm" 2>/dev/null && echo "$p"; done | sort -u)
echo "killing n2: slurmd $(cat "$T/run/slurmd.n2.pid"), steps ${steps//$'\n'/ }, tasks ${tasks//$'\n'/ }, $((SECONDS - begun)) s after submission; shards done: $(find "$T/cluster/shards" -name '*.sweep' | wc -l) of 6"
kill -9 "$(cat "$T/run/slurmd.n2.pid")" $steps $tasks 2>/dev/null || true
rm -f "$T/run/slurmd.n2.pid"

wait "$submitted" || { echo "slurm: the submitted sweep failed"; cat "$T/cluster.err" "$T"/cluster/shards/*.log; exit 1; }
cat "$T/cluster.err"; sinfo
echo "all 6 shards merged $((SECONDS - begun)) s after submission"
one
for file in sweep.csv sweep.json charts/sweep-line.svg; do cmp "$T/one/$file" "$T/cluster/$file"; done
echo "slurm: byte-identical to one process ($(wc -l < "$T/one/sweep.csv") lines of sweep.csv)"
