#---
try: pass
except A + B: pass
#---
try: pass
except A: pass
#---
try: pass
except a.b: pass
#---
try: pass
except f(): pass
#---
try: pass
except f: pass
#---
try: pass
except (A, B): pass
#---
try: pass
except (A, a.b, f()): pass
#---
try: pass
except (*A,): pass
#---
try: pass
except a[0]: pass
#---
try: pass
except: pass
#---
try: pass
except (): pass
#---
try: pass
except A + (B,): pass
#---
try: pass
except (A,) + (B,): pass
#---
try: pass
except (A,) + f(): pass
#---
try: pass
except (A, *B): pass
#---
try: pass
except (*(A, B), C): pass
#---
try: pass
except tuple([A]): pass
#---
try: pass
except (A,) + (B,) + (C,): pass
#---
try: pass
except (A, *(B, C)): pass
#---
try: pass
except* A: pass
#---
try: pass
except A as e: pass
#---
try: pass
except (A, (B)): pass
