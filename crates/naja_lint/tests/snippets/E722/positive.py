#---
try: pass
except: pass
#---
try: pass
except:
    pass
#---
try: pass
except : pass
#---
try: pass
except E: pass
except: pass
#---
try: pass
except: pass
else: pass
#---
try: pass
except: pass
finally: pass
#---
def f():
    try: pass
    except: return
#---
class A:
    try: pass
    except: pass
#---
async def f():
    try: await x
    except: pass
#---
try:
    try: pass
    except: pass
except: pass
#---
try: pass
except:  # c
    pass
#---
for x in y:
    try: pass
    except: continue
#---
try: pass
except: x = 1
raise_ = 2
#---
try: pass
except:
    print("raise")
#---
try: pass
except:
    def f(): raise
#---
with x:
    try: pass
    except: yield_()
#---
try: pass
except \
    : pass
#---
try: pass
except:
    """é"""
#---
if x:
    try: pass
    except: exit()
#---
while x:
    try: pass
    except: break
#---
try: pass
except:
    if x: pass
#---
try: pass
except:
    if x: raise
#---
try: pass
except:
    raise X
#---
try: pass
except:
    for x in y: raise
#---
try: pass
except:
    with x: raise
#---
try: pass
except:
    raise X from e
#---
try: pass
except:
    try: pass
    finally: raise
#---
try: pass
except:
    while x: raise
