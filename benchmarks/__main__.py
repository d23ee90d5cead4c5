"""Runs every benchmark, one after the other; the figures of each stand in `docs/evidence`."""

import subprocess
import sys

BENCHMARKS = ("contract_parse", "generator_rate", "drain", "live", "nightly_run", "reports", "serving")


def main() -> int:
    """Run all, or those that the command line names; return 1 when one failed."""
    chosen = sys.argv[1:] or BENCHMARKS
    codes = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode for name in chosen]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
