#---
"{".format(a)
#---
"}".format(a)
#---
"{a.}".format(a=1)
#---
"{0[}".format(a)
#---
"{!}".format(a)
#---
"{:{".format(a)
#---
"{a[]}".format(a=1)
#---
"{}}".format(a)
#---
x = "{".format(a)
#---
def f(): return "{".format(a)
#---
class A:
    x = "{".format(a)
#---
"{0!rr}".format(a)
#---
f("}".format(a))
#---
lambda: "{ {}".format(a)
#---
"a" "{".format(b)
#---
"""{
""".format(a)
#---
r"{".format(a)
#---
"é}".format(a)
#---
"{.}".format(a)
#---
"{[}".format(a)
#---
"{0.a.}".format(a)
#---
"{0[a]b}".format(a)
#---
"{!r:{}".format(a)
