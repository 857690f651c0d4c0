#---
print >> x
#---
print >> sys.stderr
#---
print >>sys.stderr, "a"
#---
print >> sys.stderr, "a", "b"
#---
print >> f()
#---
def f():
    print >> x
#---
class A:
    print >> x
#---
if a: print >> x, "b"
#---
print >> x >> y
#---
(print >> x)
#---
y = print >> x
#---
print >> x, "é"
#---
async def f():
    print >> await x
#---
print >> x  # c
#---
print
(print >> x, "a")
#---
for a in b: print >> a, b
#---
print >> x if y else z
#---
try: print >> x
finally: pass
#---
lambda: print >> x
#---
print >> -1
#---
f(print >> x)
#---
print >> "%s" % x
#---
print >> (x, y)
#---
print \
    >> x
