#---
try: pass
except (ValueError,): pass
#---
try: pass
except (a.b,): pass
#---
try: pass
except (ValueError,) as e: pass
#---
try: pass
except(ValueError,): pass
#---
try: pass
except ( ValueError , ): pass
#---
try: pass
except (
    ValueError,
): pass
#---
try: pass
except (
    ValueError,  # c
): pass
#---
try: pass
except (f(),): pass
#---
try: pass
except (a[0],): pass
#---
try: pass
except (ValueError,):
    pass
except (KeyError,):
    pass
#---
try: pass
except* (ValueError,): pass
#---
try: pass
except*(ValueError,): pass
#---
try: pass
except ((ValueError),): pass
#---
try: pass
except ((ValueError,)): pass
#---
def f():
    try: pass
    except (E,): return
#---
async def f():
    try: pass
    except (E,) as e: raise e
#---
class A:
    try: pass
    except (E,): pass
#---
try: pass
except (é,): pass
#---
try: pass
except (ValueError,)as e: pass
#---
try: pass
except (E,): pass  # c
#---
try:
    try: pass
    except (A,): pass
except (B,): pass
#---
try: pass
except (a if b else c,): pass
#---
try: pass
except (A or B,): pass
#---
try: pass
except E: pass
except (F,): pass
else: pass
