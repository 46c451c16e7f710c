# Every target installs what it needs; `make serve` and `make test` are all that a newcomer has to know.

APT := $(if $(filter 0,$(shell id -u)),,sudo) apt-get
SWIFT_FLAGS := --static-swift-stdlib
RELEASE := .build/release

# What follows `make serve ARGS=`, e.g. make serve ARGS="--port 9000 --ephemeral".
ARGS ?=

.PHONY: serve test test-asan build bench sample lint format clean libraries test-clients bench-peer examples

serve: build
	exec $(RELEASE)/m2m-emulator serve $(ARGS)

build: libraries
	swift build -c release $(SWIFT_FLAGS) --product m2m-emulator

# How many tests run at once: more than the cores, since many wait for processes that they started, and not all of them, or
# those that started first would run out of time while the others take their turn.
TESTS_AT_ONCE ?= $(shell expr 2 '*' $$(nproc) + 2)

test: libraries test-clients
	swift test --disable-xctest --experimental-maximum-parallelization-width $(TESTS_AT_ONCE)

# The TLS layer's tests under Address Sanitizer, built apart from the others.
ASAN := --sanitize=address --scratch-path .build-asan
test-asan: libraries
	swift build --build-tests $(ASAN)
	swift test --disable-xctest --skip-build $(ASAN) --filter TLSTests

# An invented V40 file: make sample SIZE=100MiB FILE=large.xml
SIZE ?= 27000000
FILE ?= sample.xml
sample: build
	$(RELEASE)/m2m-emulator sample --format V40 --size $(SIZE) $(FILE)

# What follows `make bench BENCH=`, e.g. make bench BENCH="--only uploads --rounds 9".
BENCH ?=
bench: libraries bench-peer
	SWIFT_BUILD_FLAGS="$(SWIFT_FLAGS)" Benchmarks/run $(BENCH)

# The clients of examples/, each with its tests: make examples LANGUAGES="python java"
LANGUAGES ?=
examples:
	.ci/examples $(LANGUAGES)

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

format:
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks

clean:
	rm -rf .build .build-asan

# The system libraries that the emulator is built on.
libraries:
	@pkg-config --exists openssl libxml-2.0 sqlite3 zlib 2>/dev/null || { \
		$(APT) update && $(APT) install --yes pkg-config libssl-dev libxml2-dev libsqlite3-dev zlib1g-dev tzdata; }

# The clients that the interoperability tests deliver with.
test-clients:
	@command -v curl >/dev/null && command -v python3 >/dev/null && command -v javac >/dev/null \
		&& command -v node >/dev/null && command -v openssl >/dev/null || { \
		$(APT) update && $(APT) install --yes curl python3 python3-jsonschema python3-yaml openssl openjdk-17-jdk-headless nodejs; }

# The server that the benchmark compares with.
bench-peer:
	@test -x /usr/sbin/nginx && command -v python3 >/dev/null && command -v xmllint >/dev/null \
		&& command -v valgrind >/dev/null && command -v strip >/dev/null || { \
		$(APT) update && $(APT) install --yes nginx-light python3 libxml2-utils valgrind binutils; }
