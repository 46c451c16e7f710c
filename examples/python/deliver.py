#!/usr/bin/env python3
"""Delivers a file and waits for its final status. Exit codes: 0 Inläst, 1 any other end, 2 wrong usage."""

import argparse
import os
import sys

from m2m_client import M2MClient, M2MError, OutcomeUnknown, Submission


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="Environment: M2M_BASE_URL, M2M_CERTIFICATE and M2M_KEY (PEM files), M2M_CA (PEM file of the server's CA).",
    )

    def option(name, default=None, **more):
        variable = "M2M_" + name.lstrip("-").upper()
        value = os.environ.get(variable, default)
        more |= {"required": value is None} if name.startswith("-") else {"nargs": "?" if value else None}
        parser.add_argument(name, default=value, help=f"or {variable}", **more)

    option("file")
    option("--organisation")
    option("--program")
    option("--period")
    option("--format")
    option("--version", "")
    option("--resends", "0", type=int)
    options = parser.parse_args()
    missing = [name for name in ("M2M_BASE_URL", "M2M_CERTIFICATE", "M2M_KEY") if name not in os.environ]
    if missing:
        parser.error(f"not set in the environment: {', '.join(missing)}")

    submission = Submission(options.organisation, options.program, options.period, options.format, options.version)
    identity = (os.environ["M2M_CERTIFICATE"], os.environ["M2M_KEY"], os.environ.get("M2M_CA"))
    with M2MClient(os.environ["M2M_BASE_URL"], *identity, tell=lambda line: print(line, file=sys.stderr)) as client:
        try:
            outcome = client.deliver(options.file, submission, options.resends)
        except OutcomeUnknown as error:
            sys.exit(f"it is not known whether {options.file} was delivered: {error}")
        except (M2MError, OSError) as error:
            sys.exit(f"{options.file} was not delivered: {error}")
    print(outcome.delivery_id, outcome.status)
    sys.exit(0 if outcome.is_read_in else 1)


if __name__ == "__main__":
    main()
