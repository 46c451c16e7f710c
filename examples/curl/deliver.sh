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
usage: deliver.sh -r READY_FILE [options] [FILE]
       deliver.sh -u BASE_URL -a CA -c CERTIFICATE -k KEY [options] [FILE]

  -r  the file that 'm2m-emulator serve --ready-file' wrote; it names the four below
  -u  base URL, e.g. https://127.0.0.1:8443/m2m/v2/      (or M2M_BASE_URL)
  -a  PEM file of the CA that signed the server's certificate  (or M2M_CA)
  -c  PEM file of the client certificate                 (or M2M_CERTIFICATE)
  -k  PEM file of its key                                (or M2M_KEY)

  -o  organisation number    (or M2M_ORGANISATION; default 9990000045)
  -p  statistical program    (or M2M_PROGRAM; default VINN)
  -d  reference period       (or M2M_PERIOD; default 2026-09-30)
  -f  file format            (or M2M_FORMAT; default V40)
  -v  version of the schema  (or M2M_VERSION; default: the newest)
  FILE                       (or M2M_FILE)
USAGE
    exit 64
}

base=${M2M_BASE_URL:-} ca=${M2M_CA:-} certificate=${M2M_CERTIFICATE:-} key=${M2M_KEY:-}
organisation=${M2M_ORGANISATION:-9990000045} program=${M2M_PROGRAM:-VINN} period=${M2M_PERIOD:-2026-09-30}
format=${M2M_FORMAT:-V40} version=${M2M_VERSION:-}

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
[ $# -eq 1 ] || { [ $# -eq 0 ] && [ -n "${M2M_FILE:-}" ] && set -- "$M2M_FILE"; } || usage
for needed in "$base" "$ca" "$certificate" "$key"; do [ -n "$needed" ] || usage; done
file=$1
[ -r "$file" ] || { echo "cannot read '$file'" >&2; exit 1; }
[ -s "$file" ] || { echo "'$file' is empty" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

give_up() {
    echo "$*" >&2
    exit 1
}

# The value of one key of the last answer.
answer() { sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' "$work/answer"; }

# What the last call came to, for a person: a problem document has the reason and a hint.
trouble() {
    [ "$status" != 000 ] || { cat "$work/errors"; return; }
    echo "refused with $status:"
    head -c 2000 "$work/answer"
}

# Seconds to wait after the attempt with that number: doubled each time, and not less than Retry-After says. (A date there
# is left to the doubling.)
pause() {
    seconds=$((1 << ($1 - 1)))
    [ "$seconds" -le 60 ] || seconds=60
    asked=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,6\}\)[^0-9]*$/\1/p' "$work/head")
    [ "${asked:-0}" -le 600 ] || give_up "asked to wait for $asked s: $(trouble)"
    [ "${asked:-0}" -le "$seconds" ] || seconds=$asked
    echo "$seconds"
}

attempts=8 doubtful=''

# One attempt. Its status is left in $status, 000 where there is no answer, and its body in $work/answer.
once() {
    : >"$work/head"
    : >"$work/answer"
    code=0
    status=$(curl --silent --show-error --noproxy '*' --cacert "$ca" --cert "$certificate" --key "$key" \
        --connect-timeout 10 --max-time 300 --cookie "$work/cookies" --cookie-jar "$work/cookies" \
        --dump-header "$work/head" --output "$work/answer" --write-out '%{http_code}' "$@" 2>"$work/errors") || code=$?
    [ "$code" -eq 0 ] || status=000
    case $code in
    # A certificate, the client's or the server's, is not accepted (or, 2 and 3, the call is wrong): no repetition helps.
    2 | 3 | 51 | 53 | 54 | 58 | 59 | 60 | 66 | 77 | 80 | 82 | 83 | 90 | 91) give_up "$(cat "$work/errors")" ;;
    35 | 56) ! grep -q 'alert' "$work/errors" || give_up "$(cat "$work/errors")" ;;
    esac
}

# One call, made again while what hinders it may pass. $doubt tells whether an attempt without an answer may have been
# obeyed; then history is asked about the delivery $doubtful, if there is one, before the call is repeated.
call() {
    attempt=1 doubt=no
    while :; do
        once "$@"
        case $status in
        000 | 408 | 5??) [ "$status" = 503 ] || doubt=yes ;;
        429) ;;
        409)
            # The two codes: our own broken call may not have ended at the server.
            case $(answer code) in upload-busy | fragment-superseded) ;; *) return 0 ;; esac
            ;;
        *) return 0 ;;
        esac
        [ "$attempt" -lt "$attempts" ] || give_up "given up after $attempts attempts: $(trouble)"
        seconds=$(pause "$attempt") || exit 1
        echo "attempt $attempt of $attempts, next in $seconds s: $(trouble)" >&2
        sleep "$seconds"
        attempt=$((attempt + 1))
        if [ "$doubt" = yes ] && [ -n "$doubtful" ] && is_final "$doubtful"; then return 0; fi
    done
}

# Whether history tells a final status. Bearbetar tells nothing of -1: a file that is being uploaded is that too.
is_final() {
    once "${base}history/$1"
    [ "$status" = 200 ] && [ "$(answer ProgressStatus)" -ge 2 ]
}

must() {
    call "$@"
    [ "$status" = 200 ] || give_up "$(trouble)"
}

# Percent-encodes a word of the path, all its bytes if one of them needs it.
encoded() {
    case $1 in
    *[!A-Za-z0-9._-]*) printf %s "$1" | od -A n -v -t x1 | tr -d ' \n' | sed 's/../%&/g' ;;
    *) printf %s "$1" ;;
    esac
}

fragment_bytes=9216000
size=$(wc -c <"$file" | tr -d ' ')
# A file of one fragment goes as fragment 0 and an empty -1: only from an answer before -1 is the DeliveryId known when the
# answer to -1 is lost.
last=$(((size - 1) / fragment_bytes))
[ "$last" -gt 0 ] || last=1
path=$organisation/$program/$period/$format/$(encoded "$(basename "$file")")/$version

# Sends all fragments. Succeeds when the server has the file, whose DeliveryId is in $delivery then.
send() {
    delivery='' number=0
    while [ "$number" -le "$last" ]; do
        dd if="$file" of="$work/fragment" bs=$fragment_bytes skip="$number" count=1 2>/dev/null
        index=$number
        if [ "$number" -eq "$last" ]; then index=-1 doubtful=$delivery; fi
        # The part's own filename counts for nothing, the path's does.
        call --form "File=@$work/fragment;filename=fragment" "${base}file/$index/$path"
        doubtful=''
        if [ "$status" != 200 ]; then
            if [ "$index" != -1 ] || [ "$doubt" = no ]; then return 1; fi
            # The answer to -1 was lost and -1 again is refused: history knows whether the delivery was made.
            refusal=$(trouble)
            is_final "$delivery" || give_up "nobody knows whether $delivery was made: $refusal"
        fi
        delivery=${delivery:-$(answer DeliveryId)}
        echo "fragment $index: $delivery"
        number=$((number + 1))
    done
}

must "${base}heartbeat"
beginnings=1
until send; do
    case $status in
    401 | 409) ;; # the session or the upload is lost: the file begins at 0 again
    *) give_up "$(trouble)" ;;
    esac
    [ "$beginnings" -lt 4 ] || give_up "$(trouble)"
    beginnings=$((beginnings + 1))
    echo "begun anew at fragment 0: $(trouble)" >&2
    [ "$status" = 409 ] || { rm -f "$work/cookies"; must "${base}heartbeat"; }
done

seconds=1
while :; do
    sleep "$seconds"
    must "${base}history/$delivery"
    printf '%s\n' "$(answer Status)"
    [ "$(answer ProgressStatus)" -lt 2 ] || break
    [ "$seconds" -ge 15 ] || seconds=$((seconds + 1))
done
[ "$(answer ProgressStatus)" -eq 3 ]
