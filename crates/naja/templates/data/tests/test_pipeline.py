from datetime import date
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from sample_app.pipeline import by_month, clean, run, with_amount

ORDERS = Path(__file__).parent.parent / "data" / "orders.csv"


def test_incomplete_orders_are_left_out() -> None:
    orders = pl.LazyFrame({"quantity": [1, None, 0, 2], "price": [1.0, 1.0, 1.0, None]})
    assert clean(orders).collect().height == 1


def test_amounts_are_quantity_times_price() -> None:
    orders = pl.LazyFrame({"quantity": [3], "price": [9.9]})
    assert with_amount(orders).collect()["amount"].round(2).to_list() == [29.7]


def test_sums_are_by_month_and_customer() -> None:
    days = [date(2026, 1, 31), date(2026, 1, 1), date(2026, 2, 1)]
    orders = pl.LazyFrame({"date": days, "customer": "Ada", "amount": [1.0, 2.0, 4.0]})
    expected = pl.DataFrame(
        {
            "month": [date(2026, 1, 1), date(2026, 2, 1)],
            "customer": ["Ada", "Ada"],
            "orders": [2, 1],
            "amount": [3.0, 4.0],
        },
        schema_overrides={"orders": pl.get_index_type()},
    )
    assert_frame_equal(by_month(orders).collect(), expected)


def test_the_whole_report() -> None:
    report = run(ORDERS)
    assert report.columns == ["month", "customer", "orders", "amount"]
    assert report["customer"].to_list() == ["Grace", "Ada", "Ada", "Linus"]
    assert report["amount"].to_list() == [481.0, 109.7, 240.5, 160.0]
