"""The command line: ``python -m sample_app ORDERS.csv``."""

import argparse
from pathlib import Path

from sample_app.pipeline import run


def main() -> None:
    parser = argparse.ArgumentParser(description="Sums up orders.")
    parser.add_argument("orders", type=Path, help="the orders, as a CSV file")
    parser.add_argument("--output", type=Path, help="write a Parquet file here")
    arguments = parser.parse_args()
    report = run(arguments.orders)
    if arguments.output:
        report.write_parquet(arguments.output)
    else:
        print(report)


if __name__ == "__main__":
    main()
