@a.b(c)
class A[T: int = str, *Ts, **P](B, metaclass=C):
    """D."""
    x: int = 1
