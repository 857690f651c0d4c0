async def f(a, /, b: int = 1, *args: *Ts, c, d=2, **k) -> None:
    await a; return *a, b
