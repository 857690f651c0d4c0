#---
u"a"
#---
U"a"
#---
u'a'
#---
u"""a"""
#---
u'''a'''
#---
x = u"a"
#---
x = [u"a", U'b']
#---
f(u"a")
#---
u"a" "b"
#---
"a" u"b"
#---
u"a" u"b"
#---
def f(): return u"a"
#---
def f(): return(u"a")
#---
class A:
    x = u"a"
#---
{u"a": u"b"}
#---
u"a" f"{b}"
#---
(u"a"
 u"b")
#---
x = 1 if y else u"a"
#---
u"é"
#---
u"\u1234"
#---
u"a" % u"b"
#---
x == u"a"
#---
def f():
    u"""doc"""
#---
u"""module"""
#---
assert x, u"a"
#---
import x; u"a"
#---
f"{u'a'}"
#---
x: u"int"
#---
from typing import Literal
x: Literal[u"a"]
#---
print(u"a"  # c
)
#---
not u"a"
#---
x in u"a"
#---
x if u"a"else y
#---
async def f(): yield u"a"
