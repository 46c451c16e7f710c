#!/bin/sh
# Delivers one file of any size to the M2M interface with curl, and waits for its status.
#
# The order is SCB's: GET heartbeat for the session cookie; POST the fragments 0, 1, 2, … and the last one as -1, all
# with that cookie; GET history until the status is final. See docs/protocol.md.
#
# Exit codes: 0 the file is Inläst; 1 it was refused, or ended with another status, or the call failed; 64 wrong usage.
set -eu
LC_ALL=C
export LC_ALL

usage() {
    cat >&2 <<'USAGE'
usage: deliver.sh -r READY_FILE [options] FILE
       deliver.sh -u BASE_URL -a CA -c CERTIFICATE -k KEY [options] FILE

  -r  the file that 'm2m-emulator serve --ready-file' wrote; it names the four below
  -u  base URL, e.g. https://127.0.0.1:8443/m2m/v2/
  -a  PEM file of the CA that signed the server's certificate
  -c  PEM file of the client certificate
  -k  PEM file of its key

  -o  organisation number    (default 9990000045)
  -p  statistical program    (default VINN)
  -d  reference period       (default 2026-09-30)
  -f  file format            (default V40)
  -v  version of the schema  (default: the newest)
USAGE
    exit 64
}

base='' ca='' certificate='' key=''
organisation=9990000045 program=VINN period=2026-09-30 format=V40 version=''

# The value of one key of the ready file, which has one key a line.
ready() { sed -n 's/^ *"'"$2"'" : "\(.*\)",\{0,1\}$/\1/p' "$1"; }

while getopts r:u:a:c:k:o:p:d:f:v: option; do
    case $option in
    r)
        [ -r "$OPTARG" ] || { echo "there is no ready file '$OPTARG': is the emulator running?" >&2; exit 1; }
        base=$(ready "$OPTARG" baseURL)
        ca=$(ready "$OPTARG" ca)
        certificate=$(ready "$OPTARG" clientCertificate)
        key=$(ready "$OPTARG" clientKey)
        ;;
    u) base=$OPTARG ;;
    a) ca=$OPTARG ;;
    c) certificate=$OPTARG ;;
    k) key=$OPTARG ;;
    o) organisation=$OPTARG ;;
    p) program=$OPTARG ;;
    d) period=$OPTARG ;;
    f) format=$OPTARG ;;
    v) version=$OPTARG ;;
    *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ $# -eq 1 ] && [ -n "$base" ] && [ -n "$ca" ] && [ -n "$certificate" ] && [ -n "$key" ] || usage
file=$1
[ -r "$file" ] || { echo "cannot read '$file'" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# One call; its body is left in $work/answer. Anything but 200 ends the script.
call() {
    status=$(curl --silent --show-error --noproxy '*' --cacert "$ca" --cert "$certificate" --key "$key" \
        --cookie "$work/cookies" --cookie-jar "$work/cookies" --output "$work/answer" --write-out '%{http_code}' "$@") || exit 1
    [ "$status" = 200 ] && return
    echo "refused with $status:" >&2
    cat "$work/answer" >&2
    echo >&2
    exit 1
}

# The value of one key of the last answer.
answer() { sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' "$work/answer"; }

# Percent-encodes a word of the path, all its bytes if one of them needs it.
encoded() {
    case $1 in
    *[!A-Za-z0-9._-]*) printf %s "$1" | od -A n -v -t x1 | tr -d ' \n' | sed 's/../%&/g' ;;
    *) printf %s "$1" ;;
    esac
}

fragment_bytes=9216000
size=$(wc -c <"$file" | tr -d ' ')
last=$(((size - 1) / fragment_bytes))
[ "$size" -gt 0 ] || last=0
path=$organisation/$program/$period/$format/$(encoded "$(basename "$file")")/$version

call "${base}heartbeat"

number=0
while [ "$number" -le "$last" ]; do
    dd if="$file" of="$work/fragment" bs=$fragment_bytes skip="$number" count=1 2>/dev/null
    index=$number
    [ "$number" -lt "$last" ] || index=-1
    # The part's own filename counts for nothing, the path's does.
    call --form "File=@$work/fragment;filename=fragment" "${base}file/$index/$path"
    echo "fragment $index: $(answer DeliveryId)"
    number=$((number + 1))
done
delivery=$(answer DeliveryId)

while :; do
    call "${base}history/$delivery"
    echo "$(answer Status)"
    [ "$(answer ProgressStatus)" -lt 2 ] || break
    sleep 1
done
[ "$(answer ProgressStatus)" -eq 3 ]
