#---
try: pass
except (OSError, IOError): pass
#---
try: pass
except (OSError, EnvironmentError): pass
#---
try: pass
except (IOError, OSError): pass
#---
try: pass
except (A, B): pass
#---
try: pass
except A: pass
except A: pass
#---
try: pass
except (A, a.A): pass
#---
try: pass
except (A(), A()): pass
#---
try: pass
except (*A, *A): pass
#---
try: pass
except [A, A]: pass
#---
try: pass
except {A, A}: pass
#---
try: pass
except (a[0], a[0]): pass
#---
try: pass
except (a.b, b.a): pass
#---
try: pass
except ((A, B), (A, B)): pass
#---
try: pass
except: pass
#---
try: pass
except (A,): pass
#---
try: pass
except (): pass
#---
try: pass
except (A, B, C, D): pass
#---
try: pass
except (a.b.c, a.b.d): pass
#---
raise (A, A)
#---
x = (A, A)
#---
try: pass
except A as e: pass
#---
try: pass
except (a().b, a().b): pass
#---
try: pass
except (A, "A"): pass
#---
try: pass
except (A, aA): pass
#---
try: (A, A)
except B: pass
