#!/bin/bash
# Waits until every host name in the lists of nodes has an address: wait-for-names.sh <seconds> <list>...
# If a name has no address when Besu starts, Besu takes 127.0.0.1 for it, forgets the name, and refuses that node until Besu itself is restarted.
# When the time is over, this script still exits with 0 and prints the missing names: a node that is lost for good must not block the others.
# It fails only when it cannot check: no getent, no such list, no node in a list.
set -euo pipefail

limit=$1
shift
command -v getent >/dev/null || { echo "wait-for-names: there is no getent here, so no name can be looked up" >&2; exit 1; }

declare -A missing=()
for list in "$@"; do
  text=$(<"$list")
  found=0
  while [[ $text =~ enode://[0-9a-f]+@([^:\"]+):[0-9]+(.*) ]]; do
    found=$((found + 1))
    host=${BASH_REMATCH[1]}
    text=${BASH_REMATCH[2]}
    # A numeric address needs no lookup.
    [[ $host =~ ^[0-9.]+$ ]] || missing[$host]=yes
  done
  ((found > 0)) || { echo "wait-for-names: $list names no node" >&2; exit 1; }
done

until ((${#missing[@]} == 0)); do
  for name in "${!missing[@]}"; do
    # The lists contain only IPv4. A name server that does not answer costs at most five seconds.
    if address=$(timeout 5 getent ahostsv4 "$name"); then
      echo "wait-for-names: $name is ${address%% *}"
      unset "missing[$name]"
    elif ((SECONDS >= limit)); then
      echo "wait-for-names: after $limit seconds there is no address for ${!missing[*]}: restart this node when there is one" >&2
      exit 0
    fi
  done
  ((${#missing[@]} == 0)) || sleep 1
done
echo "wait-for-names: every name has an address"
