#---
try: pass
except (A, A): pass
#---
try: pass
except (A, B, A): pass
#---
try: pass
except (A, A, A): pass
#---
try: pass
except (a.b, a.b): pass
#---
try: pass
except (A, B, B, C): pass
#---
try: pass
except (A, A) as e: pass
#---
try: pass
except (
    A,
    A,
): pass
#---
try: pass
except (
    A,  # a
    A,
): pass
#---
try: pass
except(A, A): pass
#---
try: pass
except (ValueError, ValueError, KeyError): pass
#---
try: pass
except (a.b.c, d, a.b.c): pass
#---
class X:
    try: pass
    except (A, A): pass
#---
async def f():
    try: pass
    except (A, A): pass
#---
try: pass
except* (A, A): pass
#---
try: pass
except (select.error, select.error): pass
#---
try: pass
except (A, (A), B): pass
#---
try: pass
except (OSError, OSError): pass
#---
def f():
    try: pass
    except (A, A): pass
    except (B, B): pass
#--- differs: ruff drops what it does not compare
try: pass
except (A, *b, A): pass
#--- differs: ruff drops what it does not compare
try: pass
except (A, f(), A): pass
