#!/bin/sh
# Tests deliver.sh against the emulator: what it has to survive, each in a sandbox of its own. Needs curl and jq.
#
# The emulator's program is that of M2M_EMULATOR, else the one that was built in this repository.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
mkdir "$work/bin" "$work/input"
fragment=9216000

for built in release debug; do
    [ -n "${M2M_EMULATOR:-}" ] || ! [ -x "$here/../../.build/$built/m2m-emulator" ] \
        || M2M_EMULATOR=$here/../../.build/$built/m2m-emulator
done
mkfifo "$work/stdin"
"${M2M_EMULATOR:?set it to the program of the emulator}" serve --port 0 --management-port 0 --ephemeral \
    --certs "$work/certs" --ready-file "$work/ready.json" --exit-with-parent <"$work/stdin" >"$work/out" 2>"$work/log" &
emulator=$!
exec 9>"$work/stdin" # while it is open, the emulator runs
trap 'exec 9>&-; wait "$emulator"; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
"$M2M_EMULATOR" wait --ready-file "$work/ready.json" >"$work/ready" || { cat "$work/log"; exit 1; }
management=$(jq -r .managementURL "$work/ready")

# control METHOD URL [JSON]
control() {
    curl --silent --show-error --fail-with-body --noproxy '*' --request "$1" ${3+--json "$3"} "$2"
}

# Instead of the system's sleep: the sandbox's clock goes on, and the test does not wait.
cat >"$work/bin/sleep" <<'SLEEP'
#!/bin/sh
echo "$1" >>"$M2M_TEST_SLEPT"
curl --silent --show-error --fail --noproxy '*' --request PUT --json "{\"advance\":\"${1}s\"}" "$M2M_TEST_CLOCK" >/dev/null
SLEEP
chmod +x "$work/bin/sleep"

# A user of its own with an empty history, a clock that stands still, and a scenario of one rule if there is one.
# sandbox [WHEN THEN]
sandbox() {
    order='{}'
    [ $# -eq 0 ] || order=$(jq -n --arg yaml "scenario: test
rules:
  - name: rule
    when: {$1}
    then: {$2}
" '{scenario: $yaml}')
    control POST "${management%/}/environments/test/sandboxes" "$order" >"$work/sandbox" || { cat "$work/sandbox"; return 1; }
    url=$(jq -r .management "$work/sandbox")
    M2M_BASE_URL=$(jq -r .baseURL "$work/sandbox")
    M2M_CA=$work/ca.crt M2M_CERTIFICATE=$work/client.crt M2M_KEY=$work/client.key
    export M2M_BASE_URL M2M_CA M2M_CERTIFICATE M2M_KEY
    (umask 077 && jq -r .key "$work/sandbox" >"$M2M_KEY")
    jq -r .certificate "$work/sandbox" >"$M2M_CERTIFICATE"
    jq -r .ca "$work/sandbox" >"$M2M_CA"
    M2M_TEST_CLOCK=$url/clock M2M_TEST_SLEPT=$work/slept
    export M2M_TEST_CLOCK M2M_TEST_SLEPT
    : >"$M2M_TEST_SLEPT"
    control PUT "$M2M_TEST_CLOCK" '{"frozen":true}' >/dev/null
}

# An invented file of V40 with at least so many bytes, no two lines of which are the same.
# report SIZE [CONTENT [NAME]]
report() {
    file=$work/input/${3:-holdings.xml}
    {
        printf '<Report xmlns="http://scb.se/gdb/vinn" ReportingAgentName="Exempelbanken" ReportingAgentCode="9990000045"'
        printf ' ReferencePeriod="2026-09-30">\n'
        [ "$1" -eq 0 ] || awk -v last="$(($1 / 100))" 'BEGIN { for (n = 0; n <= last; n++) printf "<!-- %090d -->\n", n }'
        printf '%s</Report>\n' "${2:-}"
    } >"$file"
}

deliver() { PATH=$work/bin:$PATH sh "$here/deliver.sh" "$@" "$file" >"$work/printed" 2>&1; }
deliveries() { control GET "$url/deliveries" | jq -r ".deliveries[].$1"; }
same_bytes() { control GET "$url/deliveries/$(deliveries id)/file" | cmp - "$file"; }
printed() { grep -Eq "$1" "$work/printed"; }
# verify JSON: which calls came; what was expected and what came near it is printed.
verify() { control POST "$url/journal/verify" "{\"expect\":[$1]}" | tee "$work/verified" | jq -e .verified >/dev/null; }
# The report card of what the client did must have no fail, but the one that is named. (Each call is a process of curl's with
# a connection of its own, which costs a script little and a service much: in a real client it would be a fault.)
card() {
    control GET "$url/report-card?format=json" >"$work/card"
    jq -e --arg may "${1:-}" '[.rows[] | select(.verdict == "fail") | .id] - ["connection-reuse", $may] == []' "$work/card" >/dev/null
}

a_small_file_is_read_in() {
    sandbox && report 0 '' 'Innehav åäö.xml' && deliver && printed '^Inläst$' && [ "$(deliveries fileName)" = 'Innehav åäö.xml' ] && card
}
fragments_arrive_byte_for_byte() {
    for size in 1 $fragment $((2 * fragment + 1)); do
        sandbox && report "$size" && deliver && same_bytes && card || return 1
    done
}
a_busy_server_is_asked_again_when_it_says() {
    sandbox 'endpoint: upload, fragment: first, occurrence: 1..2' 'answer: {status: 503, headers: {Retry-After: 5}}' \
        && report 0 && deliver && [ "$(head -2 "$work/slept" | tr '\n' ' ')" = '5 5 ' ] \
        && verify '{"call":"upload","status":503,"times":2},{"call":"upload","status":200,"times":2}' && card
}
a_lost_answer_to_the_last_fragment_makes_no_second_delivery() {
    for size in 1 $fragment; do
        sandbox 'endpoint: upload, fragment: last, occurrence: 1' 'fault: {at: after-stored, do: close}' \
            && report "$size" && deliver && [ "$(deliveries status.text)" = 'Inläst' ] && card || return 1
    done
}
a_fragment_that_breaks_off_is_sent_again() {
    sandbox 'endpoint: upload, fragment: 1, occurrence: 1' 'fault: {at: {request-bytes: 1MiB}, do: reset}' \
        && report $((2 * fragment + 1)) && deliver && same_bytes && card
}
a_forgotten_session_begins_the_file_anew() {
    sandbox 'endpoint: upload, fragment: last, occurrence: 1, per: user' 'event: forget-session' && report $fragment && deliver \
        && verify '{"call":"heartbeat","times":2},{"call":"upload","code":"session-unknown","times":1}' && card
}
a_file_stopped_by_validation_is_corrected_and_sent_again() {
    sandbox && report 0 '<Unexpected/>' && ! deliver && printed '^Ej Inläst$' && report 0 && deliver && card
}
a_system_fault_is_told() {
    sandbox 'endpoint: upload, fragment: last' 'status: [{state: system-fault}]' && report 0 && ! deliver && printed '^Systemfel$' && card
}
a_refusal_is_told_in_the_servers_words() {
    sandbox && report 0 && ! deliver -f V99 && printed 'refused with 400' && printed 'V99' && [ ! -s "$work/slept" ] \
        && card parameters-valid
}
a_revoked_certificate_is_told_at_once() {
    sandbox && report 0 && control POST "$url/certificates/$(jq -r .serial "$work/sandbox")/revoke" >/dev/null \
        && ! deliver && printed 'certificate-revoked' && [ ! -s "$work/slept" ] && card certificate-not-revoked
}
a_server_of_an_unknown_ca_gets_nothing() {
    # Any certificate that did not sign the server's.
    sandbox && report 0 && ! deliver -a "$M2M_CERTIFICATE" && printed 'curl: \(60\)' \
        && control GET "$url/journal" | jq -e '.entries == []' >/dev/null
}

passed=0 failed=0
for test in $(sed -n 's/^\([a-z_]*\)() {$/\1/p' "$0" | grep '_.*_.*_'); do
    : >"$work/printed"
    if "$test"; then
        passed=$((passed + 1))
        echo "ok     $test"
    else
        failed=$((failed + 1))
        echo "FAILED $test"
        sed 's/^/  | /' "$work/printed"
        [ ! -s "$work/verified" ] || cat "$work/verified"
        [ ! -s "$work/card" ] || jq -c '.rows[] | select(.verdict == "fail") | {id, evidence}' "$work/card"
    fi
    [ -z "${url:-}" ] || control DELETE "$url" >/dev/null
    rm -f "$work/verified" "$work/card"
    url=''
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
