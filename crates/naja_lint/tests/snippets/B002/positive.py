#---
++n
#---
x = ++n
#---
print(++n)
#---
--n
#---
x = [--n]
#---
f(a=--n)
#---
lambda n: ++n
#---
x = -(-n)
#---
y = + + n
#---
n = 3
while ++n < 5: pass
#---
x = ++a.b
#---
++a[0]
#---
x = --f()
#---
async def f(n): return --n
#---
x = {++n: --m}
#---
f"{++n}"
#---
class A:
    b = --c
#---
x = (++n) ** 2
#---
assert ++n
#---
x = ++n, --m
#---
x = +(+n)
#---
x = --1
#---
@property
def f(self): return ++self.n
#---
x = [++i for i in n]
#---
def f(x=++n): ...
#---
x = ++é
#---
x = n - - - n if 0 else -n - -m
