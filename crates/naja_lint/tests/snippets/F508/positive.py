#---
"%(a)*s" % {"a": 1}
#---
"%(a).*f" % {"a": 1}
#---
"%(a)*.*f" % {}
#---
"%(a)-*s" % {"a": 1}
#---
def f(): return "%(a)*s" % {"a": 1}
#---
class A:
    x = "%(a)*s" % {"a": 1}
#---
"%(a)s %(b)*s" % {"a": 1, "b": 2}
#---
"%(a)5.*f" % {"a": 1}
#---
"%(a)#*x" % {"a": 1}
#---
"%(a)*s" % {  # c
    "a": 1,
}
#---
def outer():
    "%(a)*s" % {"a": 1}
#---
class Outer:
    "%(a)5.*f" % {"a": 1}
#---
if flag:
    def f(): return "%(a)*s" % {"a": 1}
#---
async def outer():
    "%(a).*f" % {"a": 1}
#---
with lock:
    "%(a)#*x" % {"a": 1}
#---
try:
    pass
finally:
    class A:
        x = "%(a)*s" % {"a": 1}
#---
for item in items:
    "%(a)*.*f" % {}
#---
class Outer:
    def method(self):
        "%(a)*s" % {  # c
            "a": 1,
        }
#---
def outer():
    def inner():
        "%(a)s %(b)*s" % {"a": 1, "b": 2}
#---
while True:
    "%(a)-*s" % {"a": 1}
