#!/bin/bash
# Asks the Besu of this container, which may listen on loopback only: health.sh /liveness, or health.sh '/readiness?minPeers=2&maxBlocksBehind=5'.
# The image has no curl. Besu refuses unknown Host headers, so the request says "localhost".
set -euo pipefail
exec 3<>/dev/tcp/127.0.0.1/8545
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
IFS=' ' read -r -t 5 _ status _ <&3
[ "$status" = 200 ]
