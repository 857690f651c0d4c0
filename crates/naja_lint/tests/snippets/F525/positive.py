#---
"{} {0}".format(1)
#---
"{0} {}".format(1)
#---
"{} {1}".format(1, 2)
#---
"{0} {} {1}".format(1, 2)
#---
"{:{0}}".format(1)
#---
"{0:{}}".format(1)
#---
x = "{}{0}".format(1)
#---
def f(): return "{} {0}".format(1)
#---
class A:
    x = "{} {0}".format(1)
#---
"{}" "{0}".format(1)
#---
f("{} {0}".format(1))
#---
lambda: "{.a} {0}".format(1)
#---
"{!r} {0}".format(1)
#---
"""{}
{0}""".format(1)
#---
"é{}{0}".format(1)
#---
"{[0]} {0}".format(1)
#---
"{} {a} {0}".format(1, a=2)
#---
"{} {0}".format(*a)
#---
"{} {0}".format(  # c
    1,
)
#---
r"{} {0}".format(1)
#---
"{0.a} {.b}".format(1)
