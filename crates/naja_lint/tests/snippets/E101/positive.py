#---
if x:
    y = 1
⇥    z = 2
#---
if x:
 ⇥y
#---
def f():
 ⇥x
#---
if x:
⇥    y
#---
if x:
    ⇥y
#---
x = (
 ⇥1
)
#---
x = [
⇥ 1,
]
#---
f(
    ⇥x,
)
#---
class A:
⇥  x = 1
#---
def f():
  ⇥x
  ⇥y
#---
if x:
 ⇥# c
 ⇥y
#---
while x:
⇥ pass
#---
with x:
 ⇥y
#---
x = {
 ⇥"a": 1,
}
#---
async def f():
⇥ await x
#---
def f(
 ⇥x
): ...
#---
try:
⇥ pass
finally:
⇥ pass
#---
for x in y:
⇥ é
#---
if x:
⇥ if y:
⇥ ⇥z
#---
x = 1 + \
⇥ 2
#---
x = 1 + \
 ⇥2
#---
x = """
⇥ a
"""
#---
def f():
    """
    ⇥doc
    """
#---
x = '''
 ⇥'''
#---
x = f"""
 ⇥{y}
"""
