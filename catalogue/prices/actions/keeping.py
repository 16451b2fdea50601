"""Keeping prices paid up to date. The caller holds the transaction and the lock."""

from datetime import date

from django.db import connection

from catalogue.prices import queries


def work_out_prices(*, on: date, touched_only: bool) -> None:
    """Fill the session's table `price_now` with prices as at `on`.

    With `touched_only`, of what stands in the session's table `touched_price`: a
    product and an organisation. Beside it stands `barred_now`: the prices that are no
    reference on that day.
    """
    matches = "touched_item" if touched_only else "matching_match"
    of_items = queries.OF_TOUCHED_ITEMS if touched_only else ""
    prices = queries.PRICES.format(matches=matches, of_items=of_items)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS price_now")
        cursor.execute(queries.DROP_TABLES)
        if touched_only:
            cursor.execute(queries.TOUCHED_ITEMS)
        for statement in (
            queries.CORRECTED_ITEMS.format(matches=matches),
            queries.CORRECTED_LINES,
            queries.BARRED,
            queries.CONFIDENTIAL,
        ):
            cursor.execute(statement, {"on": on})
        if not touched_only:
            cursor.execute(queries.FOR_EVERYTHING)
        cursor.execute(prices, {"on": on})
        cursor.execute("DROP TABLE touched_item" if touched_only else queries.AS_USUAL)
        cursor.execute("ANALYZE price_now")


def keep_prices(*, touched_only: bool) -> None:
    """Make the prices paid agree with `price_now`.

    With `touched_only`, `price_now` then holds all prices of the products in the
    session's table `touched_product`: the prices paid have to stand as at the day that
    `price_now` was worked out for.
    """
    of_touched = queries.OF_TOUCHED if touched_only else queries.OF_EVERYTHING
    with connection.cursor() as cursor:
        cursor.execute(queries.DROP_GONE.format(of_touched=of_touched))
        cursor.execute(queries.KEEP)
        if touched_only:
            cursor.execute(queries.ADD_UNTOUCHED)
            cursor.execute("ANALYZE price_now")
