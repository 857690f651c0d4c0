#---
"{}".format()
#---
"{a}".format()
#---
"{0}".format()
#---
"{1}".format(1)
#---
"{} {}".format(1)
#---
"{a}".format(b=1)
#---
"{a}".format(1)
#---
"{:{}}".format(1)
#---
"{:{a}}".format(1)
#---
x = "{a} {b}".format(a=1)
#---
def f(): return "{}".format()
#---
class A:
    x = "{}".format()
#---
"{}" "{}".format(1)
#---
f("{}".format())
#---
lambda: "{a.b}".format(b=1)
#---
"{a[0]}".format(b=1)
#---
"{é}".format(e=1)
#---
"{!r} {!s}".format(1)
#---
"""{}
{}""".format(1)
#---
"{0} {1} {2}".format(1, 2)
#---
"{a}".format(
    b=1,  # c
)
#---
"{A}".format(a=1)
#---
"{a:{b}}".format(a=1)
#---
"{} {a}".format(1)
#---
"{2}".format(1, 2)
#---
"{} {0}".format()
