"""The steps from orders to the report, each from lazy frame to lazy frame."""

from pathlib import Path

import polars as pl

SCHEMA = {
    "date": pl.Date,
    "customer": pl.String,
    "product": pl.String,
    "quantity": pl.Int64,
    "price": pl.Float64,
}


def run(orders: Path) -> pl.DataFrame:
    """Read orders and return the report."""
    frame = pl.scan_csv(orders, schema=SCHEMA)
    return frame.pipe(clean).pipe(with_amount).pipe(by_month).collect()


def clean(orders: pl.LazyFrame) -> pl.LazyFrame:
    """Leave out orders without a quantity or a price, or with none ordered."""
    return orders.drop_nulls(["quantity", "price"]).filter(pl.col("quantity") > 0)


def with_amount(orders: pl.LazyFrame) -> pl.LazyFrame:
    """Add what each order amounts to."""
    return orders.with_columns(amount=pl.col("quantity") * pl.col("price"))


def by_month(orders: pl.LazyFrame) -> pl.LazyFrame:
    """Sum up by month and customer, the largest sum of a month first."""
    return (
        orders.group_by(pl.col("date").dt.truncate("1mo").alias("month"), "customer")
        .agg(pl.len().alias("orders"), pl.col("amount").sum().round(2))
        .sort(["month", "amount"], descending=[False, True])
    )
